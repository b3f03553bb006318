using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>The keeping of all programs together, pure: order of starts and stops, replicas that come and go.</summary>
public static class LaunchMachine
{
    /// <summary>The next moment at which time alone changes something; null: never.</summary>
    public static TimeSpan? NextDue(LaunchState state) => state.Programs.Values.Min(p => ProgramMachine.NextDue(p.State));

    /// <summary>Folds one event. Unknown ids are passed over.</summary>
    public static (LaunchState State, ImmutableArray<LaunchEffect> Effects) Fold(LaunchState state, LaunchEvent e, TimeSpan now)
    {
        var work = new Work(state, now);
        switch (e)
        {
            case LaunchEvent.Declared declared:
                work.Declare(declared);
                break;
            case LaunchEvent.Start start:
                work.Each(work.Staying(start.Ids), _ => new ProgramEvent.Start());
                break;
            case LaunchEvent.Stop stop:
                work.Stop(stop.Ids, stop.KillAfter);
                break;
            case LaunchEvent.Restart restart:
                work.Restart(work.Staying(restart.Ids));
                break;
            case LaunchEvent.Kill kill:
                work.Each(kill.Ids, _ => new ProgramEvent.Kill());
                break;
            case LaunchEvent.Happened happened:
                work.Each([happened.Id], _ => happened.Event);
                break;
            case LaunchEvent.Tick:
                work.Each([.. state.Programs.Values.Where(p => ProgramMachine.NextDue(p.State) <= now).Select(p => p.Id)], _ => new ProgramEvent.Tick());
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        work.Settle();
        return (work.State, work.Effects);
    }

    private sealed class Work(LaunchState state, TimeSpan now)
    {
        private readonly ImmutableArray<LaunchEffect>.Builder _effects = ImmutableArray.CreateBuilder<LaunchEffect>();

        public LaunchState State { get; private set; } = state;

        public ImmutableArray<LaunchEffect> Effects => _effects.ToImmutable();

        // A replica that was scaled away is on its way out: whoever starts its group right afterwards does not mean it.
        public ImmutableArray<string> Staying(ImmutableArray<string> ids) => [.. ids.Where(id => State.Programs.TryGetValue(id, out var kept) && !kept.Leaves)];

        public void Each(ImmutableArray<string> ids, Func<KeptProgram, ProgramEvent> what)
        {
            foreach (var id in ids)
            {
                if (State.Programs.TryGetValue(id, out var kept))
                {
                    Fold(kept, what(kept));
                }
            }
        }

        public void Stop(ImmutableArray<string> ids, TimeSpan? killAfter)
        {
            // Held first, all of them: what nothing depends on is let go by Settle in the same turn.
            Each(ids, kept => new ProgramEvent.Stop(killAfter, kept.State.Phase is ProgramPhase.Starting or ProgramPhase.Running || kept.State is { Phase: ProgramPhase.Stopping, Step: StopStep.Held }));
        }

        // What does not run is started at once; what runs takes its turn.
        public void Restart(ImmutableArray<string> ids)
        {
            foreach (var kept in ids.Select(id => State.Programs.GetValueOrDefault(id)).OfType<KeptProgram>())
            {
                if (kept.State.Phase == ProgramPhase.Running)
                {
                    Set(kept with { RestartsNext = true });
                }
                else
                {
                    Fold(kept, new ProgramEvent.Restart());
                }
            }
        }

        public void Declare(LaunchEvent.Declared declared)
        {
            var (group, replicas) = (declared.Group, declared.Replicas);
            var rules = ProgramRules.Of(group);
            var programs = State.Programs;
            foreach (var program in replicas)
            {
                programs = programs.SetItem(program.Id, programs.TryGetValue(program.Id, out var old)
                    ? old with { Program = program, Rules = rules, Leaves = false, Outdated = old.State.Process is not null && (old.Outdated || !SameText(old.Program, program)) }
                    : new KeptProgram(program, rules, new ProgramState(program.Id) { Since = now }));
            }

            State = new LaunchState(State.Groups.SetItem(group.Name, group with { Replaces = null }), programs);
            if (group.Replaces is { } before)
            {
                foreach (var kept in replicas.Select(r => State.Programs[r.Id]).Where(k => k.State.Process is null))
                {
                    Set(kept with { State = kept.State with { Predecessor = before } });
                    _effects.Add(new LaunchEffect.AwaitEnd(kept.Id, before));
                }
            }

            var surplus = State.Programs.Values.Where(p => p.Program.Group == group.Name && !replicas.Any(r => r.Id == p.Id)).Select(p => p.Id).ToImmutableArray();
            foreach (var id in surplus)
            {
                State = State with { Programs = State.Programs.SetItem(id, State.Programs[id] with { Leaves = true }) };
            }

            Stop(surplus, null);
        }

        public void Settle()
        {
            // Each round lets the next in the order of dependencies go on; without a cycle there are no more rounds than groups.
            for (var round = 0; round <= State.Groups.Count; round++)
            {
                var before = State;
                foreach (var kept in State.Programs.Values)
                {
                    if (kept.State is { Phase: ProgramPhase.Waiting, Lives: false } && !State.WaitsFor(kept).Any())
                    {
                        Fold(kept, new ProgramEvent.Dependencies(true));
                    }
                    else if (kept.State is { Phase: ProgramPhase.Stopping, Step: StopStep.Held } && !State.IsHeldBack(kept))
                    {
                        Fold(kept, new ProgramEvent.Release());
                    }
                    else if (kept is { Leaves: true, State: { Phase: ProgramPhase.Stopped, Lives: false } })
                    {
                        State = State with { Programs = State.Programs.Remove(kept.Id) };
                    }
                }

                if (State.Groups.Values.FirstOrDefault(g => g.Leaves && !State.Programs.Values.Any(p => p.Program.Group == g.Name)) is { } gone)
                {
                    State = State with { Groups = State.Groups.Remove(gone.Name) };
                }

                Turn();
                if (ReferenceEquals(before, State))
                {
                    return;
                }
            }
        }

        // The next restart of each group that has some to do.
        private void Turn()
        {
            foreach (var group in State.Programs.Values.Where(p => p.RestartsNext).GroupBy(p => p.Program.Group).ToList())
            {
                var all = State.Programs.Values.Where(p => p.Program.Group == group.Key).ToList();
                foreach (var gone in group.Where(p => p.State.Phase != ProgramPhase.Running))
                {
                    Set(gone with { RestartsNext = false });
                }

                if (all.Find(p => p.State.Phase == ProgramPhase.Fatal) is { } fatal)
                {
                    // What one did not survive the others need not try.
                    foreach (var kept in group.Where(p => p.State.Phase == ProgramPhase.Running))
                    {
                        Set(kept with { RestartsNext = false, State = kept.State with { Note = $"not restarted: {fatal.Id} could not be started again" } });
                    }
                }
                else if (!all.Exists(p => IsOnItsWay(p.State)) && group.Where(p => p.State.Phase == ProgramPhase.Running).OrderBy(p => p.Program.Index).FirstOrDefault() is { } next)
                {
                    Set(next with { RestartsNext = false });
                    Fold(State.Programs[next.Id], new ProgramEvent.Restart());
                }
            }
        }

        private static bool IsOnItsWay(ProgramState s) => s.Phase is ProgramPhase.Starting or ProgramPhase.Waiting or ProgramPhase.Backoff
            || s is { Phase: ProgramPhase.Stopping, StartsAfterStop: true } or { Phase: ProgramPhase.Running, Ready: Readiness.No };

        private void Set(KeptProgram kept) => State = State with { Programs = State.Programs.SetItem(kept.Id, kept) };

        private void Fold(KeptProgram kept, ProgramEvent e)
        {
            var step = ProgramMachine.Fold(kept.State, kept.Rules, e, now);
            _effects.AddRange(step.Effects);
            if (!ReferenceEquals(step.State, kept.State))
            {
                var launched = step.Effects.Any(x => x is LaunchEffect.Spawn);
                State = State with { Programs = State.Programs.SetItem(kept.Id, kept with { State = step.State, Outdated = !launched && kept.Outdated }) };
            }
        }

        private static bool SameText(Program a, Program b) =>
            a.Arguments.SequenceEqual(b.Arguments) && a.WorkingDirectory == b.WorkingDirectory && a.User == b.User && a.Port == b.Port && a.IsWholeEnvironment == b.IsWholeEnvironment
            && a.EnvironmentFiles.SequenceEqual(b.EnvironmentFiles) && a.Environment.Count == b.Environment.Count && a.Environment.All(v => b.Environment.TryGetValue(v.Key, out var other) && other == v.Value);
    }
}
