using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What goes along with the state: the board, readiness probes, watches, sockets, who cares for logs. Only the launcher's loop uses it.</summary>
internal sealed class Followers(StatusBoard board, ReadyProbes probes, FileWatches watches, NotifySockets sockets, Inbox inbox, LogBook logs, Func<TimeSpan> now)
{
    private volatile LaunchState _state = LaunchState.Empty;

    /// <summary>When a program changed last by more than what is measured.</summary>
    public TimeSpan ChangedAt { get; private set; } = TimeSpan.MinValue / 2;

    /// <summary>Logs that somebody writes to. Any thread.</summary>
    public IReadOnlyList<string> LogsInUse => [.. _state.Programs.Values.Where(p => p.State.Process is not null).Select(p => logs.Of(p.Id, p.State.Run))];

    /// <summary>Whether a process that was asked to end still lives. Any thread.</summary>
    public bool IsEnding => _state.Programs.Values.Any(p => p.State is { Phase: ProgramPhase.Stopping, Step: StopStep.Asked, Process: not null });

    /// <summary>Everything that an earlier launcher left, at the start.</summary>
    public void Begin(LaunchState state)
    {
        _state = state;
        foreach (var kept in state.Programs.Values)
        {
            sockets.Open(kept.Program);
            if (kept.State.Process is not null)
            {
                probes.Fit(kept, logs.Of(kept.Id, kept.State.Run));
            }

            board.Changed(kept.Id);
        }

        watches.Fit(state.Groups.Values);
    }

    public void Follow(LaunchChange change, LaunchState state)
    {
        _state = state;
        ChangedAt = now();
        if (!change.Groups.IsEmpty || !change.GroupsGone.IsEmpty)
        {
            watches.Fit(state.Groups.Values);
        }

        foreach (var kept in change.Programs)
        {
            board.Changed(kept.Id);
            probes.Fit(kept, logs.Of(kept.Id, kept.State.Run));
        }

        foreach (var id in change.Gone)
        {
            probes.Forget(id);
            sockets.Close(id);
            inbox.Forget(id);
            board.Gone(id);
        }
    }
}
