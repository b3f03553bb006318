using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What clients see of the programs, with a version of each so that only changes are sent. Only the launcher's loop uses it.</summary>
internal sealed class StatusBoard(LogBook logs, ProcFs proc)
{
    private const int GoneKept = 1000;

    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly Queue<(long Version, string Id)> _gone = new();
    private readonly Dictionary<string, (ProgramUsage Usage, string? LastLine)> _measured = new(StringComparer.Ordinal);
    private readonly UsageMeter _meter = new(proc);

    /// <summary>Grows with every change that is shown.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>When what lives was measured last.</summary>
    public TimeSpan MeasuredAt { get; private set; } = TimeSpan.MinValue / 2;

    public void Changed(string id) => _versions[id] = ++Version;

    public void Gone(string id)
    {
        _versions.Remove(id);
        _measured.Remove(id);
        _gone.Enqueue((++Version, id));
        if (_gone.Count > GoneKept)
        {
            _gone.Dequeue();
        }
    }

    /// <summary>Everything, for somebody who has seen nothing.</summary>
    /// <param name="measured">Whether it is measured before; else a whole time between two measurements from now on.</param>
    public LaunchReply.Programs Whole(LaunchState state, TimeSpan now, ImmutableArray<string> news, bool measured)
    {
        if (measured)
        {
            Measure(state, now);
        }
        else
        {
            MeasuredAt = now;
        }

        return new LaunchReply.Programs(now, Environment.ProcessId, true, [.. state.InOrder.Select(p => Of(state, p))], [], news);
    }

    public LaunchReply.Programs Since(long version, LaunchState state, TimeSpan now, ImmutableArray<string> news) => new(
        now, Environment.ProcessId, false, [.. state.InOrder.Where(p => _versions.GetValueOrDefault(p.Id) > version).Select(p => Of(state, p))],
        [.. _gone.Where(g => g.Version > version).Select(g => g.Id)], news);

    /// <summary>Looks at CPU, memory and last lines of what lives.</summary>
    public void Measure(LaunchState state, TimeSpan now)
    {
        MeasuredAt = now;
        var living = state.InOrder.Where(p => p.State.Process is not null).ToList();
        var usage = _meter.Look([.. living.Select(p => (p.Id, p.State.Process!.Pid))], now);
        foreach (var program in living)
        {
            var seen = (usage.GetValueOrDefault(program.Id) ?? new ProgramUsage(0, null, 0), LogBook.LastLine(logs.Of(program.Id, program.State.Run)));
            var known = _measured.TryGetValue(program.Id, out var old);
            if (!known || old.LastLine != seen.Item2 || old.Usage.Processes != seen.Item1.Processes || Differs(old.Usage.Cpu, seen.Item1.Cpu, 0.01) || Differs(old.Usage.Memory, seen.Item1.Memory, 1024 * 1024))
            {
                _measured[program.Id] = seen;
                Changed(program.Id);
            }
        }
    }

    private static bool Differs(double? a, double? b, double by) => a is { } x && b is { } y ? Math.Abs(x - y) >= by : a is null != b is null;

    private ProgramStatus Of(LaunchState state, KeptProgram p)
    {
        var (usage, line) = p.State.Process is not null && _measured.TryGetValue(p.Id, out var seen) ? (seen.Usage, seen.LastLine) : (null, p.State.LastExit?.LastLine);
        return new ProgramStatus(
            p.Id, p.Program.Group, p.Program.Index, p.Program.Framework, p.State, p.Rules.Restart.StartRetries, p.Rules.Stop, p.Leaves, p.Outdated,
            p.State.Phase == ProgramPhase.Waiting ? [.. state.WaitsFor(p).Take(5)] : [], [.. p.Program.Arguments], p.Program.WorkingDirectory, p.Program.Port, p.Program.Node,
            logs.Find(p.Id, p.State.Run), logs.Find(p.Id, p.State.Run - 1), line, usage);
    }
}
