using System.Collections.Immutable;
using System.Globalization;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Starts one run of a program: its folders, its environment with the launcher's mark, its process.</summary>
/// <param name="inherited">The launcher's own environment.</param>
internal sealed class ProgramStarter(LauncherFolder folder, LogBook logs, NotifySockets sockets, ProcFs proc, IReadOnlyDictionary<string, string> inherited)
{
    /// <summary>By this variable every process of a run is known, however it was forked.</summary>
    public const string MarkName = "WCONSOLE_ID";

    /// <summary>Tells a launcher how many files its programs may have open: what was so where it was started.</summary>
    public const string OpenFilesName = "WCONSOLE_OPEN_FILES";

    // Of the session that the launcher was started in, or of a keeper above it.
    private static readonly string[] NotPassedOn = [MarkName, "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID", "INVOCATION_ID", "WCONSOLE_PROGRAM", OpenFilesName];

    private static readonly Dictionary<string, string> NoVariables = [];

    // Whoever loses its parent is handed to one of these. Some of them end and nobody is added: the first look stays good for ever.
    private readonly Lazy<ImmutableArray<int>> _reapers = new(() => Reapers(proc));

    private readonly ulong? _openFiles = inherited.TryGetValue(OpenFilesName, out var text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;

    public ProgramEvent Start(Program program, int run)
    {
        if (logs.Prepare(program.Id, run) is { } noLog)
        {
            return new ProgramEvent.SpawnFailed(run, noLog);
        }

        var (other, refused) = OtherUser.Of(program);
        if (refused is not null)
        {
            return new ProgramEvent.SpawnFailed(run, refused);
        }

        var (environment, problem) = Environment(program, run, other);
        if (problem is not null)
        {
            return new ProgramEvent.SpawnFailed(run, problem);
        }

        var log = logs.Of(program.Id, run);
        other?.MakeLog(log);
        var result = Spawner.Start(new SpawnOrder(program.Arguments, environment, program.WorkingDirectory, log, _openFiles, other?.Through));
        return result.Why is { } why
            ? new ProgramEvent.SpawnFailed(run, why)
            : new ProgramEvent.Spawned(run, result.Pid, proc.Brief(result.Pid) switch { ProcessLook.Alive alive => alive.StartTicks, ProcessLook.Zombie zombie => zombie.StartTicks, _ => 0 });
    }

    /// <summary>What names the processes of a run that nobody watches any more.</summary>
    public TreeRoot Root(string id, int run, int pid, long startTicks) => new(
        pid, startTicks, pid, pid, _reapers.Value, null, [], Empty, [$"{MarkName}={folder.Mark(id, run)}"], false, null);

    private static System.Collections.Frozen.FrozenSet<string> Empty { get; } = System.Collections.Frozen.FrozenSet<string>.Empty;

    private static ImmutableArray<int> Reapers(ProcFs proc)
    {
        var line = ImmutableArray.CreateBuilder<int>();
        line.Add(System.Environment.ProcessId);
        for (var pid = System.Environment.ProcessId; proc.Brief(pid) is ProcessLook.Alive alive && alive.ParentPid > 0 && line.Count < 64; pid = alive.ParentPid)
        {
            line.Add(alive.ParentPid);
        }

        return line.ToImmutable();
    }

    private (Dictionary<string, string> Environment, string? Problem) Environment(Program program, int run, OtherUser? other)
    {
        var all = (program.IsWholeEnvironment ? NoVariables : inherited).Where(v => !NotPassedOn.Contains(v.Key)).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        other?.Fit(all);
        foreach (var file in program.EnvironmentFiles)
        {
            try
            {
                foreach (var (name, value) in EnvironmentText.Parse(File.ReadAllText(file)).Variables)
                {
                    all[name] = value;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return (all, $"its file of variables {file} cannot be read: {e.Message}");
            }
        }

        foreach (var (name, value) in program.Environment)
        {
            all[name] = value;
        }

        all[MarkName] = folder.Mark(program.Id, run);
        all["WCONSOLE_PROGRAM"] = program.Id;
        if (sockets.Open(program) is { } socket)
        {
            all["NOTIFY_SOCKET"] = socket;
        }
        else if (program.Ready is ReadyRule.ByNotify)
        {
            return (all, $"no NOTIFY_SOCKET could be made at {folder.Notify(program.Id, program.User)} (a socket's path has at most 107 bytes); give a shorter --state-dir, or another readiness rule");
        }

        return (all, DataDirectory(program, other));
    }

    // What was there before keeps its owner: it may be somebody's data.
    private static string? DataDirectory(Program program, OtherUser? other)
    {
        try
        {
            if (Directory.Exists(program.DataDirectory))
            {
                return null;
            }

            if (other is not null)
            {
                return other.MakeOwn(program.DataDirectory) ? null : $"its data directory {program.DataDirectory} cannot be given to {program.User}";
            }

            Directory.CreateDirectory(program.DataDirectory);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"its data directory {program.DataDirectory} cannot be made: {e.Message}";
        }
    }
}
