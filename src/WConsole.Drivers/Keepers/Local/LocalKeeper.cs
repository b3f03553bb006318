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

    /// <summary>The launcher's process that this one started already, and its folder; null: none.</summary>
    public (string Folder, int Pid)? Ahead { get; init; }

    /// <summary>The verb of the launcher's own process.</summary>
    public const string Verb = "launcher-process";

    private const int MostTries = 3;
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    // What names the launcher or keeper that this very process may be a child of.
    private static readonly string[] NotPassedOn = [ProgramStarter.MarkName, "WCONSOLE_PROGRAM", "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", ProgramStarter.OpenFilesName];

    private readonly LauncherFolder _folder = new(Path.GetFullPath(root));
    private readonly ProcFs _proc = new();

    public LauncherSight Look()
    {
        if (Owner() is { } owner)
        {
            return new LauncherSight(_folder.Root, owner.Pid, []) { IsAhead = owner.Pid == AheadPid };
        }

        var left = new Dictionary<string, ProgramProcess?>(StringComparer.Ordinal);
        foreach (var line in JournalFile.Read(_folder.Journal))
        {
            if (line is JournalLine.Program program)
            {
                left[program.State.Id] = program.State.Process;
            }
        }

        return new LauncherSight(_folder.Root, null, [.. left.Where(p => p.Value is { } at && _proc.IsAlive(at.Pid, at.StartTicks)).Select(p => p.Key).Order(StringComparer.Ordinal)]);
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
                    return await LauncherLine.OpenAsync(_folder, first, cancellationToken);
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

    /// <summary>Starts a launcher's process where none seems to live, without waiting for it. One that is too much ends by itself.</summary>
    /// <returns>Its pid; 0 when none was started: who needs one tries again, and tells why not.</returns>
    public int StartAhead() => File.Exists(_folder.Socket) ? 0 : Spawn().Pid;

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
    private string? OpenFiles()
    {
        try
        {
            return _proc.Brief(Environment.ProcessId) is ProcessLook.Alive me
                ? File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{me.ParentPid}/limits")).FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal))
                    ?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..] ? soft : null
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private LockOwner? Owner() => LauncherLock.Read(_folder.Lock) is { } owner && _proc.IsAlive(owner.Pid, owner.StartTicks) ? owner : null;
}
