using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>The effects of the table's actions: pure judgements from before, now and what the steps reported.</summary>
internal static class Effects
{
    // A stop seen only through the broker: nothing proves the exit, so wait this long after the last sign (celery-redis §6).
    private static readonly TimeSpan BrokerOnlyGrace = TimeSpan.FromSeconds(2);

    public static ActionEffect Answered(EffectInput input) => Reported(input);

    /// <summary>The step itself is the effect: done when it reported.</summary>
    public static ActionEffect Reported(EffectInput input) =>
        input.Steps.Count == 0 ? new ActionEffect.Pending("waiting for the answer") : new ActionEffect.Seen(true, input.Steps[^1].Text);

    // After this a process that still lives has taken the signal in its own way: a drain may last for hours.
    private static readonly TimeSpan SignalShows = TimeSpan.FromSeconds(2);

    /// <summary>What became of the process within two seconds: gone, or still there; which of them was wanted, the operator knows.</summary>
    public static ActionEffect Signalled(EffectInput input)
    {
        if (Ended(input) is ActionEffect.Seen { Proven: true } gone)
        {
            return gone;
        }

        return input.Steps is [.., var sent] && input.At - input.Run.Since >= SignalShows && input.Now?.Facts.Process is { Value: ProcessSight.Ours } process && process.At > input.Run.Since
            ? new ActionEffect.Seen(true, input.Now.Signs.OfflineAt is null ? $"{sent.Text}; it lives on" : $"{sent.Text}; it said goodbye and is ending")
            : new ActionEffect.Pending("sent; looking what becomes of it");
    }

    /// <summary>The process is gone; without sight of the host, it said goodbye, nothing answers and its task runs are over.</summary>
    public static ActionEffect Ended(EffectInput input)
    {
        var now = input.Now;
        if (now is null)
        {
            return new ActionEffect.Seen(false, "no longer known");
        }

        if (KeptEffects.Ended(input) is { } kept)
        {
            return kept;
        }

        var seconds = (input.At - input.Run.Since).TotalSeconds;
        if (input.Run.Before.Facts.Process.Value is ProcessSight.Ours before)
        {
            return now.Facts.Process.Value switch
            {
                ProcessSight.Gone gone when gone.Pid == before.Pid => new ActionEffect.Seen(true, $"pid {before.Pid} is gone after {seconds:0.0} s"),
                ProcessSight.Ours ours when ours.Pid != before.Pid || ours.StartTicks != before.StartTicks =>
                    new ActionEffect.Seen(true, $"pid {before.Pid} is gone; its keeper started pid {ours.Pid}"),
                _ => Stopping(now),
            };
        }

        if (now.Signs.OfflineAt is not { } goodbye || goodbye < input.Run.Since)
        {
            return new ActionEffect.Pending("asked; no goodbye yet");
        }

        // A draining worker neither beats nor answers; what it still runs shows only in its own last word.
        var quiet = input.At - goodbye >= BrokerOnlyGrace;
        return quiet && now.Signs.OfflineActive is 0 or null
            ? new ActionEffect.Seen(false, "said goodbye with nothing running; its exit cannot be seen from here")
            : Stopping(now);
    }

    /// <summary>No process of the tree is left: neither one that was listed before nor one that was found since.</summary>
    public static ActionEffect TreeEnded(EffectInput input)
    {
        if (input.Run.Action.Action == ActionId.Kill && KeptEffects.Ended(input) is { } kept)
        {
            return kept;
        }

        var tree = input.Now?.Facts.Tree ?? default;
        if (input.Run.Before.Facts.Tree.Value is not { } before || tree.At <= input.Run.Since || tree.Value is not { } now)
        {
            return new ActionEffect.Pending("asked; looking at its processes");
        }

        var onlyLeftovers = input.Run.Action.Action == ActionId.KillLeftovers;
        var meant = onlyLeftovers ? before.Leftovers : before.Processes.AddRange(before.Leftovers);
        var left = now.Leftovers.Concat(now.Processes.Where(p => meant.Any(p.IsSame))).ToList();
        var seconds = (input.At - input.Run.Since).TotalSeconds;
        return left.Count == 0
            ? new ActionEffect.Seen(true, $"nothing of it is left after {seconds:0.0} s{(input.Steps is [.., var last] ? $": {last.Text}" : "")}")
            : new ActionEffect.Pending($"{left.Count} of it left: {string.Join(", ", left.Take(5).Select(p => $"pid {p.Pid}"))}");
    }

    /// <summary>A new process, or the same pid with a fresh uptime, and it answers.</summary>
    public static ActionEffect RestartedInPlace(EffectInput input)
    {
        var now = input.Now;
        if (now is null)
        {
            return new ActionEffect.Failed("no longer known");
        }

        if (input.Run.Action.Action == ActionId.Restart && KeptEffects.Restarted(input) is { } kept)
        {
            return kept;
        }

        if (now.Facts.Process.Value is ProcessSight.Gone gone && input.Run.Before.Facts.Process.Value is ProcessSight.Ours ours && ours.Pid == gone.Pid)
        {
            return new ActionEffect.Failed($"pid {gone.Pid} ended and did not come back: start it again where it was started");
        }

        var backOnline = now.Signs.OnlineAt is { } online && online > input.Run.Since && now.Signs.OfflineAt is null;
        var answered = now.Signs.PongAt is { } pong && pong > input.Run.Since && backOnline && pong >= now.Signs.OnlineAt;
        var stats = now.Facts.Stats;
        var fresh = stats.At > input.Run.Since && stats.Value?.Uptime is { } uptime && Fell(input.Run.Before.Facts.Stats, uptime, stats.At, input.Run.Since);
        if (fresh || answered)
        {
            var how = fresh ? $"uptime {stats.Value!.Uptime!.Value.TotalSeconds:0} s" : "offline, then online again";
            return new ActionEffect.Seen(fresh, $"restarted as pid {stats.Value?.Pid?.ToString() ?? "unknown"} after {(input.At - input.Run.Since).TotalSeconds:0.0} s ({how})");
        }

        return now.Signs.OfflineAt is { } at && at > input.Run.Since ? Stopping(now) : new ActionEffect.Pending("asked; waiting for it to go and come back");
    }

    /// <summary>As <see cref="RestartedInPlace"/>; but where the route starts it again after its end, that its process is gone is only half of it.</summary>
    public static ActionEffect StartedAgain(EffectInput input) => input switch
    {
        { Now: { Facts.Process.Value: ProcessSight.Gone gone }, Steps.Count: > 1 } => new ActionEffect.Pending($"pid {gone.Pid} has ended; waiting until it answers again"),
        // The hand over and the stop were reported, its end was not.
        { Now: { } now, Steps.Count: 2 } => Stopping(now),
        _ => RestartedInPlace(input),
    };

    /// <summary>The pool has the size that was asked for.</summary>
    public static ActionEffect Resized(EffectInput input)
    {
        var before = input.Run.Before.Facts.Stats.Value?.Pool.Size;
        var stats = input.Now?.Facts.Stats ?? default;
        if (before is null || stats.At <= input.Run.Since || stats.Value?.Pool.Size is not { } size)
        {
            return new ActionEffect.Pending("asked; waiting to see the new size");
        }

        var sign = input.Run.Action.Action == ActionId.PoolShrink ? -1 : 1;
        var wanted = before + sign * (input.Run.Action.Amount ?? 1);
        var reached = sign > 0 ? size >= wanted : size <= wanted;
        return reached ? new ActionEffect.Seen(true, $"{before} → {size} slots") : new ActionEffect.Pending($"{size} of {wanted} slots");
    }

    /// <summary>No process of the pool is one that was there before.</summary>
    public static ActionEffect PoolRenewed(EffectInput input)
    {
        var stats = input.Now?.Facts.Stats ?? default;
        if (input.Run.Before.Facts.Stats.Value?.Pool.ChildPids is not { IsDefaultOrEmpty: false } before || stats.At <= input.Run.Since || stats.Value?.Pool.ChildPids is not { IsDefaultOrEmpty: false } now)
        {
            return new ActionEffect.Pending("asked; waiting to see its new processes");
        }

        var old = now.Intersect(before).ToList();
        return old.Count == 0
            ? new ActionEffect.Seen(true, $"{now.Length} new process{(now.Length == 1 ? "" : "es")} after {(input.At - input.Run.Since).TotalSeconds:0.0} s")
            : new ActionEffect.Pending($"{old.Count} of {now.Length} not renewed yet: {string.Join(", ", old.Take(5).Select(p => $"pid {p}"))}");
    }

    // Uptimes come in whole seconds. Where none was known before, only one that began after the asking is fresh.
    private static bool Fell(Fact<WorkerStats> before, TimeSpan uptime, TimeSpan at, TimeSpan asked) => before.Value?.Uptime is { } was
        ? uptime < was + (at - before.At) - TimeSpan.FromSeconds(1.5)
        : uptime < at - asked;

    private static ActionEffect.Pending Stopping(Worker now) => new(now.Signs switch
    {
        { OfflineAt: not null, OfflineActive: > 0 and var n } => $"draining, {n} running when it said goodbye",
        { OfflineAt: not null } => "said goodbye, waiting for it to end",
        _ => "asked; still up",
    });
}
