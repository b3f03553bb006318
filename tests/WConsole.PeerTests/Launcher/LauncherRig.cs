using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Drivers.Keepers.Local;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;
using WConsole.PeerTests.Batch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>A private launcher with a private home: the built program for verbs, and a client of its own for looking on. Everything of it is ended in the end.</summary>
internal sealed class LauncherRig : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ProcFs _proc = new();
    private readonly LauncherFolder _folder;

    public LauncherRig()
    {
        Root = Wconsole.File(".local/state/wconsole/launcher");
        _folder = new LauncherFolder(Root);
        Keeper = new LocalKeeper(Root, [Path.Combine(AppContext.BaseDirectory, "wconsole")], Variables(), TimeProvider.System, null);
    }

    public Wconsole Wconsole { get; } = new();

    public LocalKeeper Keeper { get; }

    public string Root { get; }

    /// <summary>Writes groups and reads them as <c>up</c> does.</summary>
    public void Groups(string yaml) => File.WriteAllText(Wconsole.File("wconsole.yaml"), "groups:\n" + yaml);

    public async Task<Ran> RunAsync(CancellationToken token, params string[] args) => await Wconsole.RunAsync(token, args);

    /// <summary>Runs a verb that must succeed.</summary>
    public async Task<Ran> DoneAsync(CancellationToken token, params string[] args)
    {
        var ran = await Wconsole.RunAsync(token, args);
        Assert.True(ran.Code == 0, $"{string.Join(' ', args)}: {ran.Code} {ran.Out}{ran.Error}{Log()}");
        return ran;
    }

    public async Task<ILauncherLine> LineAsync(CancellationToken token, bool start = false)
    {
        var opening = await Keeper.OpenAsync(start, token);
        Assert.True(opening.Line is not null, $"{opening.Why}; {opening.Remedy}{Log()}");
        return opening.Line!;
    }

    /// <summary>Waits for a picture that fits.</summary>
    public async Task<LaunchPicture> SeesAsync(ILauncherLine line, Func<LaunchPicture, bool> fits, CancellationToken token, double seconds = 30)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(TimeSpan.FromSeconds(seconds));
        var picture = line.Picture;
        while (!fits(picture))
        {
            try
            {
                Assert.False(picture.Ended, $"the launcher ended{Log()}");
                picture = await line.NextAsync(picture.Version, patience.Token);
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                Assert.Fail($"not within {seconds} s: {string.Join("; ", picture.Programs.Select(p => $"{p.Id} {ProgramWords.State(p, picture.At)} {ProgramWords.Exit(p.State)} {p.State.Note}"))}{Log()}");
            }
        }

        return picture;
    }

    /// <summary>The living launcher's pid.</summary>
    public int LauncherPid => Keeper.Look().Pid ?? throw new InvalidOperationException("no launcher lives");

    /// <summary>KILL, and its end waited for.</summary>
    public Task KillLauncherAsync(CancellationToken token) => KillAsync(LauncherPid, token);

    public async Task KillAsync(int pid, CancellationToken token)
    {
        // kill(2) reads 0 as the test's own group.
        Assert.True(pid > 1, "the launcher's pid is not known");
        Kill(pid);
        await Until.TrueAsync(() => ValueTask.FromResult(_proc.Brief(pid) is not ProcessLook.Alive), Patience, () => "the launcher lives", token);
    }

    public static void Kill(int pid) => _ = LibC.Kill(pid, 9);

    public bool IsAlive(int pid) => _proc.Brief(pid) is ProcessLook.Alive;

    /// <summary>Every living process that bears this launcher's mark, with the mark.</summary>
    public ImmutableArray<(int Pid, string Mark, bool Leads)> Marked()
    {
        var scan = _proc.Scan();
        return
        [
            .. scan.All.Select(e => (e.Pid, Mark: scan.Environment(e.Pid)?.FirstOrDefault(v => v.StartsWith("WCONSOLE_ID=" + _folder.Key, StringComparison.Ordinal)), Leads: e.Session == e.Pid))
                .Where(m => m.Mark is not null).Select(m => (m.Pid, m.Mark![12..], m.Leads)),
        ];
    }

    public string Log() => File.Exists(_folder.Log) ? "\n" + File.ReadAllText(_folder.Log) : "";

    public string LogOf(string id, int run) => File.ReadAllText(LogNames.File(Root, id, run));

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await Wconsole.RunAsync(patience.Token, "down", "--timeout", "1s");
        }
        catch (OperationCanceledException)
        {
        }

        if (Keeper.Look().Pid is { } pid)
        {
            Kill(pid);
        }

        foreach (var left in Marked())
        {
            Kill(left.Pid);
        }

        Wconsole.Dispose();
    }

    private Dictionary<string, string> Variables()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Wconsole.File(""), ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin" };
        foreach (var name in new[] { "DOTNET_ROOT", "LANG" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                all[name] = value;
            }
        }

        return all;
    }
}
