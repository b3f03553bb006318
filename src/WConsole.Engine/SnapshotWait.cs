using WConsole.Fleet.State;

namespace WConsole.Engine;

/// <summary>Waits for something to become true of the fleet's picture.</summary>
internal static class SnapshotWait
{
    /// <returns>The picture of which it was true; null when the time ran out.</returns>
    public static async Task<FleetSnapshot?> UntilAsync(
        FleetWriter writer, EngineClock clock, Func<FleetSnapshot, bool> holds, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var until = clock.Now + timeout;
        var signal = new Signal();
        using var news = writer.Subscribe(signal.Ring, visibleOnly: false);
        using var timer = new WakeTimer(clock, signal);
        timer.Set(until);
        while (true)
        {
            var snapshot = writer.Snapshot();
            if (holds(snapshot))
            {
                return snapshot;
            }

            if (clock.Now >= until)
            {
                return null;
            }

            await signal.WaitAsync(cancellationToken);
        }
    }
}
