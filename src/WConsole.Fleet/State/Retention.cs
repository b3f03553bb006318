using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>How long rows of what is gone stay; then they become one counted line. Pure.</summary>
public static class Retention
{
    /// <summary>Workers that an operator stopped.</summary>
    public static readonly TimeSpan StoppedKept = TimeSpan.FromMinutes(10);

    /// <summary>Lost ones.</summary>
    public static readonly TimeSpan LostKept = TimeSpan.FromHours(1);

    /// <summary>When a row may be over; null: not as it is now.</summary>
    public static TimeSpan? DueOf(WorkerState state, TimeSpan now) => Kept(state) is { } kept ? now + kept : null;

    public static bool IsOver(WorkerState state, TimeSpan now) =>
        state.Stale is null && Kept(state) is { } kept && now - (state.Worker.Signs.LastHeard ?? state.Worker.Signs.FirstSeen) >= kept;

    // What a keeper has stays: it can be started from there.
    private static TimeSpan? Kept(WorkerState state) => state.Worker.Kept is not null ? null : state.Health.Health switch
    {
        Health.Stopped => StoppedKept,
        Health.Lost or Health.Failed => LostKept,
        _ => null,
    };
}
