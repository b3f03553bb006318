using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Fleet.Launch;

/// <summary>
/// The keeping of one program, pure: state and event → next state and what is to be done. supervisord's rules (process-managers §1.3) with these differences:
/// what is left of a tree is ended before anything is started again; after a start that counted, short lives are counted too, so that a program which
/// lives just longer than startsecs for ever is seen as a loop, and crashes in such a loop are followed by growing pauses.
/// </summary>
public static class ProgramMachine
{
    /// <summary>So many short lives in a row are a loop.</summary>
    public const int LivesOfLoop = 3;

    /// <summary>A life this long is health.</summary>
    public static readonly TimeSpan HealthyLife = TimeSpan.FromMinutes(1);

    /// <summary>What outlived a main process that ended by itself has this long to follow.</summary>
    public static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    /// <summary>The next moment at which time alone changes something; null: never.</summary>
    public static TimeSpan? NextDue(ProgramState state)
    {
        // A pause that is over has to wait for the end of what was left.
        var due = Earlier(state is { Sweeping: true, Process: null } ? null : state.Due, state.KillAt);
        due = state.Ready == Readiness.No ? Earlier(due, state.ReadyDue) : due;
        return state.Phase == ProgramPhase.Running ? Earlier(due, state.WatchdogDue) : due;
    }

    public static ProgramStep Fold(ProgramState s, ProgramRules rules, ProgramEvent e, TimeSpan now) => e switch
    {
        ProgramEvent.Start => Start(s, now),
        ProgramEvent.Stop stop => Stop(s, rules, stop, now),
        ProgramEvent.Release => s is { Phase: ProgramPhase.Stopping, Step: StopStep.Held } ? Ask(s, rules, now) : s,
        ProgramEvent.Restart => s.Phase switch
        {
            ProgramPhase.Starting or ProgramPhase.Running => Ask(s with { Wanted = true, StartsAfterStop = true, KillAfter = null, Since = now }, rules, now),
            ProgramPhase.Stopping => s with { Wanted = true, StartsAfterStop = true },
            _ => Start(s, now),
        },
        ProgramEvent.Kill => Kill(s, rules, now),
        ProgramEvent.Dependencies met => s.Phase == ProgramPhase.Waiting && met.Met && !s.Lives ? Launch(s, now) : s,
        ProgramEvent.Spawned spawned => Spawned(s, rules, spawned, now),
        ProgramEvent.SpawnFailed failed when failed.Run == s.Run && s.Process is null => NotSpawned(s, rules, failed.Why, now),
        ProgramEvent.SpawnFailed => s,
        ProgramEvent.Exited exited when s.Predecessor is { } before && before.Pid == exited.Pid && before.StartTicks == exited.StartTicks => s with { Predecessor = null },
        ProgramEvent.Exited exited => exited.Pid == s.Process?.Pid && exited.StartTicks == s.Process.StartTicks ? Exited(s, rules, exited, now) : s,
        ProgramEvent.TreeEnded ended => TreeEnded(s, rules, ended.Left, now),
        ProgramEvent.Asked => s.Phase == ProgramPhase.Stopping ? s with { SignalSent = true } : s,
        ProgramEvent.Sweep => s.Sweeping ? SweepAgain(s, rules) : s,
        ProgramEvent.Proved proved => proved.Run == s.Run ? Proved(s) : s,
        ProgramEvent.Notified notified => Notifications.Take(s, rules, notified.Message, now),
        ProgramEvent.MainChanged main => s.Process is { } old ? s with { Process = old with { Pid = main.Pid, StartTicks = main.StartTicks, Adopted = true } } : s,
        ProgramEvent.Adopted adopted => Adopt(s, rules, adopted, now),
        ProgramEvent.Tick => Tick(s, rules, now),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Ready, as far as a rule that is met can say.</summary>
    internal static ProgramState Proved(ProgramState s) =>
        s.Process is not null && s.Phase is ProgramPhase.Starting or ProgramPhase.Running ? s with { Ready = Readiness.Yes, ReadyDue = null, Note = s.Ready == Readiness.Overdue ? null : s.Note } : s;

    /// <summary>Asks for its warm end; its deadlines are counted from now.</summary>
    internal static ProgramStep Ask(ProgramState s, ProgramRules rules, TimeSpan now)
    {
        var kill = s.KillAfter ?? rules.Stop.KillAfter;
        var deadline = kill is { } k && k < rules.Stop.Deadline ? k : rules.Stop.Deadline;
        var next = s with
        {
            Phase = ProgramPhase.Stopping,
            Step = StopStep.Asked,
            SignalSent = false,
            Due = now + deadline,
            KillAt = now + kill,
            Since = s.Phase == ProgramPhase.Stopping ? s.Since : now,
            WatchdogDue = null,
        };
        return s.Process is { } process ? new ProgramStep(next, new LaunchEffect.Ask(s.Id, rules.Stop.Signal, process)) : next;
    }

    private static ProgramStep Start(ProgramState s, TimeSpan now) => s.Phase switch
    {
        ProgramPhase.Waiting or ProgramPhase.Starting or ProgramPhase.Running => s with { Wanted = true },
        ProgramPhase.Stopping => s with { Wanted = true, StartsAfterStop = true },
        _ => s with { Phase = ProgramPhase.Waiting, Wanted = true, Since = now, Due = s.Leftovers.IsEmpty ? null : now, Failures = 0, ShortLives = 0, ShortCrashes = 0, Restarts = 0, Note = null },
    };

    private static ProgramStep Stop(ProgramState s, ProgramRules rules, ProgramEvent.Stop stop, TimeSpan now)
    {
        s = s with { Wanted = false, StartsAfterStop = false };
        switch (s.Phase)
        {
            case ProgramPhase.Starting or ProgramPhase.Running:
                s = s with { KillAfter = stop.KillAfter };
                return stop.Held ? s with { Phase = ProgramPhase.Stopping, Step = StopStep.Held, Since = now, Due = null, WatchdogDue = null } : Ask(s, rules, now);
            case ProgramPhase.Stopping when s.Step == StopStep.Held:
                return stop.Held ? s with { KillAfter = stop.KillAfter ?? s.KillAfter } : Ask(s with { KillAfter = stop.KillAfter ?? s.KillAfter }, rules, now);
            case ProgramPhase.Stopping when s.Step == StopStep.Late && s.Process is not null:
                // Asked once more by somebody who saw that it is late.
                return Ask(s with { KillAfter = stop.KillAfter ?? s.KillAfter }, rules, now);
            case ProgramPhase.Stopping:
                return stop.KillAfter is { } kill ? s with { KillAfter = kill, KillAt = Earlier(s.KillAt, now + kill) } : s;
            default:
                return s.Lives
                    ? s with { Phase = ProgramPhase.Stopping, Step = StopStep.Asked, Since = now, Due = s.Sweeping ? null : now }
                    : Rest(s, ProgramPhase.Stopped, now);
        }
    }

    private static ProgramStep Kill(ProgramState s, ProgramRules rules, TimeSpan now)
    {
        if (!s.Lives && s.Phase is not (ProgramPhase.Starting or ProgramPhase.Stopping))
        {
            return s.Phase == ProgramPhase.Stopped ? s with { Wanted = false } : Rest(s with { Wanted = false }, ProgramPhase.Stopped, now);
        }

        return new ProgramStep(
            s with
            {
                Phase = ProgramPhase.Stopping,
                Step = StopStep.Killing,
                Since = s.Phase == ProgramPhase.Stopping ? s.Since : now,
                Wanted = s.StartsAfterStop,
                Due = null,
                KillAt = null,
                Sweeping = s.Sweeping || s.Process is null,
                WatchdogDue = null,
            },
            new LaunchEffect.EndTree(s.Id, rules.Stop.Signal, TimeSpan.Zero));
    }

    private static ProgramStep Launch(ProgramState s, TimeSpan now)
    {
        var run = s.Run + 1;
        return new ProgramStep(
            s with
            {
                Phase = ProgramPhase.Starting,
                Wanted = true,
                Since = now,
                Due = null,
                Run = run,
                Ready = Readiness.No,
                ReadyDue = null,
                Step = StopStep.None,
                KillAt = null,
                KillAfter = null,
                StartsAfterStop = false,
                Watchdog = null,
                WatchdogDue = null,
                Report = ProgramReport.Nothing,
                Note = null,
            },
            new LaunchEffect.Spawn(s.Id, run));
    }

    private static ProgramStep Spawned(ProgramState s, ProgramRules rules, ProgramEvent.Spawned spawned, TimeSpan now)
    {
        if (spawned.Run != s.Run || s.Process is not null)
        {
            return s;
        }

        s = s with { Process = new ProgramProcess(spawned.Pid, spawned.StartTicks, now) };
        return s.Phase == ProgramPhase.Stopping ? s.Step == StopStep.Held ? s : Ask(s, rules, now) : Up(s, rules, now);
    }

    // A process is there: how long until the start counts, and until it must be ready.
    private static ProgramState Up(ProgramState s, ProgramRules rules, TimeSpan now)
    {
        var at = s.Process!.At;
        s = s with { Due = at + rules.Restart.StartSecs, ReadyDue = rules.Ready is ReadyRule.ByStartSecs || s.Ready == Readiness.Yes ? null : at + rules.Ready.Limit };
        return s.Due <= now ? Started(s, rules, now) : s;
    }

    private static ProgramState Started(ProgramState s, ProgramRules rules, TimeSpan now) => s with
    {
        Phase = ProgramPhase.Running,
        Since = now,
        Failures = 0,
        Ready = rules.Ready is ReadyRule.ByStartSecs ? Readiness.Yes : s.Ready,
        Due = s.ShortLives > 0 ? s.Process!.At + HealthyLife : null,
    };

    private static ProgramStep NotSpawned(ProgramState s, ProgramRules rules, string why, TimeSpan now)
    {
        s = s with { LastExit = new ProgramExit(null, null, now, null, null, why) };
        return s.Phase == ProgramPhase.Stopping
            ? s.StartsAfterStop ? Launch(s with { Restarts = s.Restarts + 1 }, now) : Rest(s, ProgramPhase.Stopped, now)
            : Failed(s, rules, now);
    }

    private static ProgramState Failed(ProgramState s, ProgramRules rules, TimeSpan now)
    {
        var failures = s.Failures + 1;
        return failures > rules.Restart.StartRetries
            ? s with { Phase = ProgramPhase.Fatal, Since = now, Due = null, ReadyDue = null, Failures = failures, Note = string.Create(CultureInfo.InvariantCulture, $"given up after {failures} failed starts") }
            : s with { Phase = ProgramPhase.Backoff, Since = now, Due = now + rules.Restart.Pause(failures), ReadyDue = null, Failures = failures, Note = null };
    }

    private static ProgramStep Exited(ProgramState s, ProgramRules rules, ProgramEvent.Exited exited, TimeSpan now)
    {
        var lived = now - s.Process!.At;
        var wasRunning = s.Phase == ProgramPhase.Running;
        var grace = s.Phase == ProgramPhase.Stopping && s.Step is StopStep.Asked && s.Due is { } due && due > now ? due - now : s.Phase == ProgramPhase.Stopping && s.Step != StopStep.Held ? TimeSpan.Zero : OrphanGrace;
        s = s with
        {
            Process = null,
            Sweeping = true,
            LastExit = new ProgramExit(exited.Code, exited.Signal, now, lived, exited.LastLine),
            Ready = Readiness.No,
            ReadyDue = null,
            WatchdogDue = null,
            Report = ProgramReport.Nothing,
        };
        s = s.Phase == ProgramPhase.Stopping ? s with { Due = null } : wasRunning ? EndedByItself(s, rules, exited.Code, lived, now) : Failed(s, rules, now);
        return new ProgramStep(s, new LaunchEffect.EndTree(s.Id, rules.Stop.Signal, grace));
    }

    private static ProgramState EndedByItself(ProgramState s, ProgramRules rules, int? code, TimeSpan lived, TimeSpan now)
    {
        var isShort = lived < HealthyLife;
        var expected = code is { } known && rules.Restart.ExitCodes.Contains(known);
        s = s with { ShortLives = isShort ? s.ShortLives + 1 : 0, ShortCrashes = isShort && !expected ? s.ShortCrashes + 1 : 0, Note = null };
        if (!rules.Restart.StartsAgain(code))
        {
            return s with { Phase = ProgramPhase.Exited, Wanted = false, Since = now, Due = null };
        }

        var pause = s.ShortCrashes > 0 ? rules.Restart.Pause(s.ShortCrashes) : s.ShortLives > LivesOfLoop ? rules.Restart.FirstPause : TimeSpan.Zero;
        return s with { Phase = ProgramPhase.Backoff, Since = now, Due = now + pause };
    }

    private static ProgramStep TreeEnded(ProgramState s, ProgramRules rules, ImmutableArray<string> left, TimeSpan now)
    {
        s = s with { Sweeping = false, Leftovers = left };
        if (!left.IsEmpty)
        {
            return s with { Note = $"still lives: {string.Join("; ", left.Take(3))}", Due = s.Process is null ? now + LookAgain : s.Due };
        }

        return s.Process is not null ? s
            : s.Phase == ProgramPhase.Stopping ? s.StartsAfterStop ? Launch(s with { Restarts = s.Restarts + 1 }, now) : Rest(s, ProgramPhase.Stopped, now)
            : s.Phase == ProgramPhase.Backoff && s.Due <= now ? Launch(s with { Restarts = s.Restarts + 1 }, now)
            : s;
    }

    private static ProgramStep Tick(ProgramState s, ProgramRules rules, TimeSpan now)
    {
        if (s.Ready == Readiness.No && s.ReadyDue <= now)
        {
            s = s with { Ready = Readiness.Overdue, ReadyDue = null, Note = string.Create(CultureInfo.InvariantCulture, $"not ready after {rules.Ready.Limit.TotalSeconds:0.#} s") };
        }

        if (s is { Process: null, Sweeping: false, Leftovers.IsEmpty: false } && s.Due <= now && !(s.KillAt <= now))
        {
            return SweepAgain(s, rules);
        }

        return s.Phase switch
        {
            ProgramPhase.Starting when s.Due <= now => Started(s, rules, now),
            ProgramPhase.Running when s.WatchdogDue <= now => Ask(s with { Wanted = true, StartsAfterStop = true, KillAfter = null, Note = "no sign of life in time (watchdog): restarted" }, rules, now),
            ProgramPhase.Running when s.Due <= now => s with { ShortLives = 0, ShortCrashes = 0, Due = null },
            ProgramPhase.Backoff when s.Due <= now && !s.Sweeping => Launch(s with { Restarts = s.Restarts + 1 }, now),
            ProgramPhase.Stopping => Late(s, rules, now),
            _ => s,
        };
    }

    private static ProgramStep Late(ProgramState s, ProgramRules rules, TimeSpan now)
    {
        if (s.KillAt <= now)
        {
            return new ProgramStep(
                s with { Step = StopStep.Killing, Due = null, KillAt = null, Sweeping = s.Sweeping || s.Process is null }, new LaunchEffect.EndTree(s.Id, rules.Stop.Signal, TimeSpan.Zero));
        }

        if (!(s.Due <= now))
        {
            return s;
        }

        return s.Process is null
            ? s with { Due = null }
            : s with { Step = s.Step == StopStep.Asked ? StopStep.Late : s.Step, Due = null };
    }

    private static ProgramStep SweepAgain(ProgramState s, ProgramRules rules) =>
        new(s with { Sweeping = true, Due = s.Phase == ProgramPhase.Backoff ? s.Due : null }, new LaunchEffect.EndTree(s.Id, rules.Stop.Signal, TimeSpan.Zero));

    private static ProgramStep Adopt(ProgramState s, ProgramRules rules, ProgramEvent.Adopted adopted, TimeSpan now)
    {
        // A later start than is remembered: nothing that was known of the one before holds for it.
        var isLater = adopted.Run > s.Run;
        var process = adopted.Process with { Adopted = true };
        s = s with { Process = process, Run = adopted.Run, Sweeping = false, Leftovers = [] };
        return s.Phase switch
        {
            // What the launcher before was about to do may not have happened.
            ProgramPhase.Stopping when s.Step == StopStep.Killing => new ProgramStep(s, new LaunchEffect.EndTree(s.Id, rules.Stop.Signal, TimeSpan.Zero)),
            ProgramPhase.Stopping when s.Step != StopStep.Held && !s.SignalSent => new ProgramStep(s, new LaunchEffect.Ask(s.Id, rules.Stop.Signal, process)),
            ProgramPhase.Stopping => s,
            ProgramPhase.Running when !isLater => s,
            _ => Up(s with { Phase = ProgramPhase.Starting, Wanted = true, Since = process.At, Due = null, Ready = isLater ? Readiness.No : s.Ready, Note = null }, rules, now),
        };
    }

    private static ProgramState Rest(ProgramState s, ProgramPhase phase, TimeSpan now) => s with
    {
        Phase = phase,
        Since = now,
        Due = null,
        ReadyDue = null,
        KillAt = null,
        KillAfter = null,
        Step = StopStep.None,
        WatchdogDue = null,
        Failures = 0,
        ShortLives = 0,
        ShortCrashes = 0,
        Note = null,
    };

    private static TimeSpan? Earlier(TimeSpan? a, TimeSpan? b) => a is { } x && b is { } y ? x < y ? x : y : a ?? b;
}
