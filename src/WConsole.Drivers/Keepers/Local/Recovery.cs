using System.Globalization;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// What a launcher makes of the memory of the one before it and of the processes that live: who is adopted, who ended meanwhile, what was interrupted.
/// </summary>
/// <param name="Events">To be folded first, in this order.</param>
/// <param name="News">One line each.</param>
/// <param name="Strays">Main processes that bear this launcher's mark and that its memory knows nothing of: they are adopted as soon as somebody says what they are.</param>
internal sealed record Recovery(LaunchState State, IReadOnlyList<LaunchEvent> Events, IReadOnlyList<string> News, IReadOnlyDictionary<string, (int Run, ProgramProcess Process)> Strays)
{
    /// <param name="before">Whoever held the lock and did not give it back.</param>
    /// <param name="marked">What <see cref="Marked"/> found once the lock was held.</param>
    public static Recovery Of(
        IReadOnlyList<JournalLine> lines, string boot, LauncherFolder folder, ProcFs proc, TimeSpan now, string host, LockOwner? before, Dictionary<string, (int Run, ProgramProcess Process)> marked)
    {
        var (state, lastBoot) = Remembered(lines, folder, host);
        var news = new List<string>();
        var events = new List<LaunchEvent>();
        var took = before is { } owner ? string.Create(CultureInfo.InvariantCulture, $"took over from the launcher with pid {owner.Pid}, which ended without a word") : null;
        if (lastBoot is not null && lastBoot != boot)
        {
            state = state with { Programs = state.Programs.ToImmutableDictionaryOf(p => p with { State = new ProgramState(p.Id) { Run = p.State.Run, Since = now } }) };
            news.Add("this host was started again: nothing of what ran before lives, and nothing is started by itself");
            return new Recovery(state, events, news, NoStrays);
        }

        var (adopted, ended, restarted) = (0, new List<string>(), new List<string>());
        foreach (var kept in state.InOrder)
        {
            var s = kept.State;
            var found = marked.GetValueOrDefault(kept.Id);
            marked.Remove(kept.Id);
            if (found.Run > s.Run)
            {
                // The lines about its last start never reached the disk.
                adopted++;
                events.Add(new LaunchEvent.Happened(kept.Id, new ProgramEvent.Adopted(found.Run, found.Process)));
            }
            else if (s.Process is { } known && proc.IsAlive(known.Pid, known.StartTicks))
            {
                adopted++;
                events.Add(new LaunchEvent.Happened(kept.Id, new ProgramEvent.Adopted(s.Run, known)));
            }
            else if (s.Process is { } gone)
            {
                ended.Add(kept.Id);
                events.Add(new LaunchEvent.Happened(kept.Id, new ProgramEvent.Exited(gone.Pid, gone.StartTicks, null, null, null)));
            }
            else if (found.Process is not null && found.Run == s.Run && s.Phase is ProgramPhase.Starting or ProgramPhase.Stopping && !s.Sweeping)
            {
                adopted++;
                events.Add(new LaunchEvent.Happened(kept.Id, new ProgramEvent.Adopted(s.Run, found.Process)));
            }
            else if (s.Phase == ProgramPhase.Starting || s is { Phase: ProgramPhase.Stopping, Sweeping: false })
            {
                restarted.Add(kept.Id);
                events.Add(new LaunchEvent.Happened(kept.Id, new ProgramEvent.SpawnFailed(s.Run, "its start was interrupted: the launcher ended in that moment")));
            }
            else if (s.Sweeping)
            {
                // Whatever was left of its tree is looked for once more.
                events.Add(new LaunchEvent.Happened(kept.Id, new ProgramEvent.Sweep()));
            }
        }

        if (took is not null || adopted > 0)
        {
            news.Insert(0, string.Join("; ", new[] { took, string.Create(CultureInfo.InvariantCulture, $"{adopted} adopted") }.OfType<string>()));
        }

        if (ended.Count > 0)
        {
            news.Add($"ended while no launcher looked, exit code unknown: {string.Join(", ", ended)}");
        }

        if (restarted.Count > 0)
        {
            news.Add($"the start was interrupted and is done again: {string.Join(", ", restarted)}");
        }

        var stopping = state.InOrder.Where(k => k.State is { Phase: ProgramPhase.Stopping }).Select(k => k.State.StartsAfterStop ? $"restart of {k.Id}" : $"stop of {k.Id}").ToList();
        if (stopping.Count > 0)
        {
            news.Add($"interrupted and now finished: {string.Join(", ", stopping)}");
        }

        if (marked.Count > 0)
        {
            news.Add($"alive and unknown, adopted when their group is started: {string.Join(", ", marked.Keys.Order(StringComparer.Ordinal).Take(10))}");
        }

        return new Recovery(state, events, news, marked);
    }

    private static Dictionary<string, (int Run, ProgramProcess Process)> NoStrays { get; } = [];

    private static (LaunchState State, string? Boot) Remembered(IReadOnlyList<JournalLine> lines, LauncherFolder folder, string host)
    {
        string? boot = null;
        var groups = new Dictionary<string, WorkerGroup>(StringComparer.Ordinal);
        var programs = new Dictionary<string, JournalLine.Program>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            switch (line)
            {
                case JournalLine.Begun begun:
                    boot = begun.Boot;
                    break;
                case JournalLine.Group group:
                    groups[group.Value.Name] = group.Value;
                    break;
                case JournalLine.Program program:
                    programs[program.State.Id] = program;
                    break;
                case JournalLine.GroupGone forgotten:
                    groups.Remove(forgotten.Name);
                    break;
                case JournalLine.Gone gone:
                    programs.Remove(gone.Id);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        var state = LaunchState.Empty;
        foreach (var group in groups.Values)
        {
            state = state with { Groups = state.Groups.SetItem(group.Name, group) };
        }

        foreach (var line in programs.Values.Where(p => groups.ContainsKey(p.Of)))
        {
            var group = groups[line.Of];
            var program = Replica.Expand(group, line.Index, line.Port, folder.Data(group, line.Index), host);
            state = state with { Programs = state.Programs.SetItem(program.Id, new KeptProgram(program, ProgramRules.Of(group), line.State) { Leaves = line.Leaves, Outdated = line.Outdated, RestartsNext = line.RestartsNext }) };
        }

        return (state, boot);
    }

    /// <summary>The main processes that live and bear the mark of this folder's launcher, by id.</summary>
    /// <remarks>Only a main process leads a session and has no parent that bears the same mark; of one run it is the oldest, of several runs the last counts.</remarks>
    public static Dictionary<string, (int Run, ProgramProcess Process)> Marked(LauncherFolder folder, ProcFs proc)
    {
        var found = new Dictionary<string, (int Run, ProgramProcess Process)>(StringComparer.Ordinal);
        var scan = proc.Scan();
        foreach (var entry in scan.All.Where(e => e.Session == e.Pid).OrderBy(e => e.StartTicks))
        {
            if (scan.Variable(entry.Pid, ProgramStarter.MarkName) is { } text && folder.ReadMark(text) is { } mark && scan.Variable(entry.Parent, ProgramStarter.MarkName) != text
                && (!found.TryGetValue(mark.Id, out var other) || other.Run < mark.Run))
            {
                found[mark.Id] = (mark.Run, new ProgramProcess(entry.Pid, entry.StartTicks, TimeSpan.FromSeconds(scan.SecondsBetween(0, entry.StartTicks)), Adopted: true));
            }
        }

        return found;
    }
}

internal static class KeptPrograms
{
    public static System.Collections.Immutable.ImmutableDictionary<string, KeptProgram> ToImmutableDictionaryOf(
        this System.Collections.Immutable.ImmutableDictionary<string, KeptProgram> programs, Func<KeptProgram, KeptProgram> change)
    {
        var builder = programs.ToBuilder();
        foreach (var (id, program) in programs)
        {
            builder[id] = change(program);
        }

        return builder.ToImmutable();
    }
}
