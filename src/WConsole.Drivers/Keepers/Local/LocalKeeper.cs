using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>The local launcher, from outside: finds it, starts it where none lives, and is it in the process that is started for that.</summary>
/// <param name="root">The state directory, absolute.</param>
/// <param name="self">The command that starts this program; the verb and its options are put behind it.</param>
/// <param name="environment">What a launcher that is started here passes on to its programs.</param>
/// <param name="reply">Whether a framework answers for a program; null: nobody can be asked.</param>
public sealed class LocalKeeper(
    string root, ImmutableArray<string> self, IReadOnlyDictionary<string, string> environment, TimeProvider time, Func<Program, CancellationToken, Task<bool?>>? reply) : ILauncherDoor
{
    /// <summary>Renews a program's pool through its framework: null once it is renewed, else why not; null: nobody can be asked.</summary>
    public Func<Program, CancellationToken, Task<string?>>? Renew { get; init; }

    /// <summary>What this process began with a launcher before it knew what for; null: nothing.</summary>
    public LauncherBegun? Ahead { get; init; }

    /// <summary>The verb of the launcher's own process.</summary>
    public const string Verb = "launcher-process";

    private const int MostTries = 3;
    private const int MostLimits = 16 * 1024;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    // What names the launcher or keeper that this very process may be a child of.
    private static readonly string[] NotPassedOn = [ProgramStarter.MarkName, "WCONSOLE_PROGRAM", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", ProgramStarter.OpenFilesName];

    private readonly LauncherFolder _folder = new(Path.GetFullPath(root));
    private readonly ProcFs _proc = new();

    public LauncherSight Look() => Owner() is { } owner ? new LauncherSight(_folder.Root, owner.Pid) { IsAhead = owner.Pid == AheadPid, IsAsked = IsAsked } : new LauncherSight(_folder.Root, null) { IsAsked = IsAsked };

    public ImmutableArray<string> Left()
    {
        if (Owner() is not null)
        {
            return [];
        }

        var left = new Dictionary<string, ProgramProcess?>(StringComparer.Ordinal);
        foreach (var line in JournalFile.Read(_folder.Journal))
        {
            if (line is JournalLine.Program program)
            {
                left[program.State.Id] = program.State.Process;
            }
        }

        return [.. left.Where(p => p.Value is { } at && _proc.IsAlive(at.Pid, at.StartTicks)).Select(p => p.Key).Order(StringComparer.Ordinal)];
    }

    public async Task<LauncherOpening> OpenAsync(bool start, CancellationToken cancellationToken, Task<LaunchRequest?>? first = null)
    {
        var begun = time.GetTimestamp();
        var (started, tries) = (AheadPid, 0);
        while (true)
        {
            try
            {
                // The first exception of a process costs as much as a tenth of its start: without a socket nobody is asked.
                if (File.Exists(_folder.Socket))
                {
                    var line = await LauncherLine.ConnectAsync(_folder, cancellationToken);
                    return await line.BeginAsync(first, cancellationToken);
                }
            }
            catch (NotSupportedException other)
            {
                return new LauncherOpening(null, other.Message, "");
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Nobody listens, or not yet.
            }

            if (Owner() is null && !start)
            {
                return new LauncherOpening(null, $"no launcher lives in {_folder.Root}", "run wconsole up");
            }

            if (started == 0 && Owner() is null)
            {
                (started, var why) = Spawn();
                if (why is not null)
                {
                    return new LauncherOpening(null, why, "");
                }
            }

            // Another one may have been quicker: then ours ends and that one answers.
            var ended = started > 0 && Posix.WaitPid(started, out _, Posix.NoHang) == started;
            if (ended && Owner() is null && ++tries < MostTries)
            {
                // The one before was just about to let go of the lock.
                started = 0;
                await Task.Delay(Step, time, cancellationToken);
                continue;
            }

            if ((ended && Owner() is null) || time.GetElapsedTime(begun) > StartWithin)
            {
                return new LauncherOpening(
                    null, string.Create(CultureInfo.InvariantCulture, $"the launcher of {_folder.Root} does not answer: {LogBook.LastLine(_folder.Log) ?? "it says nothing"}"), $"look at {_folder.Log}");
            }

            started = ended ? -1 : started;
            await Task.Delay(Step, time, cancellationToken);
        }
    }

    /// <summary>Starts a launcher's process where none seems to live, without waiting for it.</summary>
    /// <returns>Its pid; 0 when none was started.</returns>
    internal int StartAhead() => File.Exists(_folder.Socket) ? 0 : Spawn().Pid;

    public async Task<LauncherEnding> EndAsync(TimeSpan? killAfter, TimeSpan quick, CancellationToken cancellationToken)
    {
        try
        {
            var ahead = IsAsked && killAfter is null ? Ahead!.Take() : null;
            if (ahead?.EndedWithin(quick) is { } end)
            {
                return new LauncherEnding(end.Reply, null, end.Stopped);
            }

            var line = ahead?.Line() ?? await LauncherLine.ConnectAsync(_folder, cancellationToken);
            var reply = await line.DownAsync(killAfter, cancellationToken);
            if (ahead is null)
            {
                await Task.WhenAny(line.Ended, Task.Delay(quick, time, cancellationToken));
            }

            return new LauncherEnding(reply, line, false);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return new LauncherEnding(null, null, false);
        }
    }

    private bool IsAsked => Ahead is { IsAsked: true } ahead && ahead.Folder == _folder.Root;

    private int AheadPid => Ahead is { } ahead && ahead.Folder == _folder.Root ? ahead.Pid : 0;

    private (int Pid, string? Why) Spawn()
    {
        if (_folder.Make() is { } problem)
        {
            return (0, problem);
        }

        var passed = environment.Where(v => !NotPassedOn.Contains(v.Key)).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        if (OpenFiles() is { } files)
        {
            passed[ProgramStarter.OpenFilesName] = files;
        }

        var result = Spawner.Start(new SpawnOrder([.. self, Verb, "--state-dir", _folder.Root], passed, "/", _folder.Log));
        return (result.Pid, result.Why is { } why ? $"the launcher could not be started: {why}" : null);
    }

    public Task<string?> RunAsync(CancellationToken cancellationToken) => LauncherHost.RunAsync(
        _folder, new LauncherWorld(_proc, time, environment, LauncherWorld.ReadBoot(), _proc.Host().Name, reply) { Renew = Renew }, cancellationToken);

    // Of whoever started this program: its own limit is not what it was any more.
    private static string? OpenFiles() => Limits.OpenFiles(ProcFile.ReadAll(string.Create(CultureInfo.InvariantCulture, $"/proc/{Posix.ParentId()}/limits"), MostLimits));

    private LockOwner? Owner() => LauncherLock.Read(_folder.Lock) is { } owner && _proc.IsAlive(owner.Pid, owner.StartTicks) ? owner : null;
}
