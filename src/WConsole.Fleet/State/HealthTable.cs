using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>What the health of one worker follows from.</summary>
/// <param name="Now">Monotonic; for a source that is not connected, the moment it was lost: silence then proves nothing.</param>
/// <param name="ListeningSince">Since when its source has been listened to without a gap.</param>
/// <param name="Backlog">Messages waiting on a queue that it serves; null when unknown.</param>
/// <param name="HearsSince">Since when a source is connected that would report it; null: none is.</param>
public readonly record struct HealthInput(Worker Worker, ActionRun? Action, TimeSpan Now, TimeSpan ListeningSince, long? Backlog, TimeSpan? HearsSince = null);

/// <summary>
/// The one table of precedence that turns signs of life into a health: the first row that applies decides.
/// Limits from celery-redis §3.3, §6 and §8; they hold for any framework that beats.
/// </summary>
public static class HealthTable
{
    /// <summary>How long after its announcement a worker may be silent: it is deaf for 1–2 s, more on a loaded host.</summary>
    public static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(10);

    /// <summary>Added to two heartbeat intervals before a worker counts as late.</summary>
    public static readonly TimeSpan LateGrace = TimeSpan.FromSeconds(3);

    /// <summary>From late to lost.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(10);

    /// <summary>From late to lost for a worker whose one thread may be busy with a task: it cannot beat meanwhile.</summary>
    public static readonly TimeSpan LostAfterSolo = TimeSpan.FromMinutes(5);

    /// <summary>A goodbye with nothing running is taken for an exit after this, when the process cannot be seen.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(2);

    /// <summary>A draining worker whose process cannot be seen is given up after this.</summary>
    public static readonly TimeSpan DrainUnseen = TimeSpan.FromMinutes(10);

    /// <summary>A worker with free slots and a backlog that starts nothing for so long is deaf.</summary>
    public static readonly TimeSpan DeafAfter = TimeSpan.FromSeconds(15);

    /// <summary>Pings in a row without an answer before a worker is called mute or catatonic.</summary>
    public const int SilentLimit = 2;

    public static HealthState Derive(in HealthInput input) =>
        KeptHealth.Derive(input) ?? Gone(input) ?? Leaving(input) ?? Overdue(input) ?? Silent(input) ?? Unanswering(input) ?? Asked(input) ?? New(input) ?? Working(input);

    public static Light Process(in HealthInput input)
    {
        var worker = input.Worker;
        return worker.Facts.Process.Value switch
        {
            // What its keeper started since is another process.
            ProcessSight.Gone gone => worker.Kept is { Reached: true, Unit.Process: { } now } && now.Pid != gone.Pid ? Light.Yes : Light.No,
            ProcessSight.Ours when worker.Facts.Process.State == FactState.Fresh => Light.Yes,
            null when worker.Kept is { Reached: true, Unit: { } unit } => unit.Process is null ? Light.No : Light.Yes,
            _ => worker.Signs.LastHeard is { } heard && worker.Signs.OfflineAt is null && input.Now - heard <= LateLimit(worker) ? Light.Yes : Light.Unknown,
        };
    }

    public static Light Control(in HealthInput input)
    {
        var signs = input.Worker.Signs;
        if (signs.OfflineAt is not null || signs.SilentPings > 0 || signs.Mailbox == Light.No)
        {
            return signs.SilentPings > 0 && IsSoloAtWork(input.Worker) ? Light.Unknown : Light.No;
        }

        return signs.PongAt is null ? Light.Unknown : Light.Yes;
    }

    public static Light Consumption(in HealthInput input)
    {
        var signs = input.Worker.Signs;
        if (signs.OfflineAt is not null || input.Worker.Facts.Process.Value is ProcessSight.Gone)
        {
            return Light.No;
        }

        if (Running(input.Worker) > 0 || (signs.ProcessedGrewAt is { } grew && input.Now - grew < DeafAfter))
        {
            return Light.Yes;
        }

        return IsDeaf(input) ? Light.No : Light.Unknown;
    }

    /// <summary>The next moment at which silence alone changes the health; null when it never does.</summary>
    public static TimeSpan? NextDue(in HealthInput input)
    {
        TimeSpan? due = null;
        var worker = input.Worker;
        var signs = worker.Signs;
        var now = input.Now;
        void Consider(TimeSpan? at)
        {
            if (at is { } t && t > now && (due is null || t < due))
            {
                due = t;
            }
        }

        if (signs.OfflineAt is { } offline)
        {
            Consider(offline + GoneAfter);
            Consider(offline + DrainUnseen);
        }
        else if (signs.LastBeat is { } beat && signs.BeatEvery is not null)
        {
            var from = Later(Later(beat, signs.PongAt ?? beat), input.ListeningSince);
            Consider(from + LateLimit(worker));
            Consider(from + LateLimit(worker) + LostLimit(worker));
        }

        Consider(KeptHealth.NextDue(input));
        Consider(signs.OnlineAt + StartGrace);
        Consider(signs.ProcessedGrewAt + DeafAfter);
        Consider(signs.FirstSeen + DeafAfter);
        return due;
    }

    private static HealthState? Gone(in HealthInput input)
    {
        if (input.Worker.Facts.Process.Value is not ProcessSight.Gone gone)
        {
            return null;
        }

        var asked = input.Worker.Signs.OfflineAt is not null || (input.Action is { } run && ActionTable.Get(run.Action.Action).Ends);
        return asked
            ? new(Health.Stopped, $"pid {gone.Pid} has ended")
            : new(Health.Failed, $"pid {gone.Pid} ended without a goodbye");
    }

    private static HealthState? Leaving(in HealthInput input)
    {
        var signs = input.Worker.Signs;
        if (signs.OfflineAt is not { } offline)
        {
            return null;
        }

        var seen = input.Worker.Facts.Process.Value is ProcessSight.Ours;
        var since = input.Now - offline;
        var late = input.Action is { Phase: ActionPhase.Late } run ? run : null;
        if (signs.OfflineActive is > 0 and var running)
        {
            if (!seen && since > DrainUnseen)
            {
                return new(Health.Stopped, "said goodbye long ago; its exit cannot be seen from here");
            }

            return late is null
                ? new(Health.Draining, $"said goodbye with {running} running")
                : new(Health.Late, LateText(late));
        }

        if (late is not null)
        {
            return new(Health.Late, LateText(late));
        }

        return !seen && since >= GoneAfter
            ? new(Health.Stopped, "said goodbye with nothing running; its exit cannot be seen from here")
            : new(Health.Stopping, "said goodbye");
    }

    private static HealthState? Overdue(in HealthInput input) =>
        input.Action is { Phase: ActionPhase.Late } run ? new(Health.Late, LateText(run)) : null;

    private static HealthState? Silent(in HealthInput input)
    {
        var worker = input.Worker;
        var signs = worker.Signs;
        if (signs.LastBeat is not { } beat || signs.BeatEvery is null)
        {
            // It never beats: only its answers tell.
            return signs.SilentPings > SilentLimit && signs.PongAt is not null && !IsSoloAtWork(worker)
                ? new(Health.Lost, "sends no heartbeats and answers no more")
                : null;
        }

        var silence = input.Now - Later(Later(beat, signs.PongAt ?? beat), input.ListeningSince);
        if (silence <= LateLimit(worker))
        {
            return null;
        }

        if (silence > LateLimit(worker) + LostLimit(worker))
        {
            return new(Health.Lost, "no heartbeat, no answer and no goodbye");
        }

        return IsSoloAtWork(worker)
            ? new(Health.Busy, "busy or hung: its one thread runs a task and cannot answer")
            : new(Health.Late, "its heartbeat is overdue");
    }

    private static HealthState? Unanswering(in HealthInput input)
    {
        var signs = input.Worker.Signs;
        if (signs.Mailbox == Light.No && signs.PongAt is null && signs.LastBeat is not null)
        {
            return null;
        }

        if (signs.SilentPings < SilentLimit || (signs.OnlineAt is { } online && input.Now - online < StartGrace && signs.PongAt is null))
        {
            return null;
        }

        if (signs.LastHeard is null)
        {
            return new(Health.Lost, "registered at the broker, but nothing is heard of it");
        }

        if (IsSoloAtWork(input.Worker))
        {
            return new(Health.Busy, "its one thread runs a task and cannot answer");
        }

        return signs.Subscribed == Light.No
            ? new(Health.Catatonic, "no longer listens for commands, only heartbeats are left: restart its process")
            : new(Health.Mute, signs.Subscribed == Light.Yes ? "listens for commands but does not answer" : "does not answer");
    }

    private static HealthState? Asked(in HealthInput input) =>
        input.Action is { Ended: false } run && ActionTable.Get(run.Action.Action).Ends && run.Phase != ActionPhase.Asked
            ? new(Health.Stopping, run.Progress)
            : null;

    private static HealthState? New(in HealthInput input)
    {
        var signs = input.Worker.Signs;
        if (signs.PongAt is null)
        {
            if (signs.Mailbox == Light.No && signs.LastBeat is not null)
            {
                return null;
            }

            return new(Health.Starting, signs.LastHeard is null ? "registered at the broker, not heard yet" : "not answering yet");
        }

        return signs.OnlineAt is { } online && online > signs.PongAt && input.Now - online < StartGrace
            ? new(Health.Starting, "announced itself, not answering yet")
            : null;
    }

    private static HealthState Working(in HealthInput input)
    {
        if (IsDeaf(input))
        {
            return new(Health.Deaf, $"starts nothing though {input.Backlog} wait on its queues");
        }

        var size = input.Worker.Facts.Stats.Value?.Pool.Size;
        var running = Running(input.Worker);
        if (size is > 0 && running >= size)
        {
            return new(Health.Busy, $"all {size} slots taken");
        }

        var off = input.Worker.Signs.Mailbox == Light.No && input.Worker.Signs.PongAt is null;
        return new(Health.Ready, off ? "remote control is switched off" : "");
    }

    private static bool IsDeaf(in HealthInput input)
    {
        var signs = input.Worker.Signs;
        var size = input.Worker.Facts.Stats.Value?.Pool.Size;
        var since = Later(Later(signs.ProcessedGrewAt ?? signs.FirstSeen, input.ListeningSince), signs.OnlineAt ?? signs.FirstSeen);
        return input.Backlog > 0 && size > 0 && signs.PongAt is not null && signs.SilentPings == 0
            && Running(input.Worker) is { } running && running < size && input.Now - since >= DeafAfter;
    }

    private static bool IsSoloAtWork(Worker worker) => worker.Facts.Stats.Value?.Pool.Kind == "solo" && Running(worker) > 0;

    private static int? Running(Worker worker)
    {
        var active = worker.Facts.Active;
        return active.HasValue && (worker.Signs.ActiveCount is null || active.At >= worker.Signs.LastBeat) ? active.Value.Length : worker.Signs.ActiveCount;
    }

    private static string LateText(ActionRun run) => run.NextStep is { } next && ActionTable.Find(next) is { } info
        ? $"{run.Progress}; {info.Key} offers: {info.Title.ToLowerInvariant()}"
        : run.Progress;

    private static TimeSpan LateLimit(Worker worker) => (worker.Signs.BeatEvery ?? TimeSpan.FromSeconds(2)) * 2 + LateGrace;

    private static TimeSpan LostLimit(Worker worker) => IsSoloAtWork(worker) ? LostAfterSolo : LostAfter;

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
