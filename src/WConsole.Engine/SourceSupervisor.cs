using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Engine;

/// <summary>Runs one source, says where it is, and runs it again with back-off when it ends. A source's bug ends a connection, never the program.</summary>
internal sealed class SourceSupervisor(SourceSlot slot, InterestBoard board, EventPipe pipe, EngineClock clock, Action<string> log)
{
    private readonly Lock _gate = new();
    private SourceState _state = new(slot.Id, slot.Source.Profile.Framework, slot.Source.Address, SourcePhase.Connecting);
    private TimeSpan? _connectedAt;
    private int _run;

    /// <summary>Supervises until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var end = await RunOnceAsync(cancellationToken);
            var heldFor = Disconnect();
            if (cancellationToken.IsCancellationRequested)
            {
                Say(s => s with { Phase = SourcePhase.Stopped, RetryAt = null });
                return;
            }

            failures = heldFor >= Backoff.Stable ? 1 : failures + 1;
            var wait = Backoff.After(failures);
            slot.Why = end.Why;
            Say(s => s with { Phase = SourcePhase.Retrying, Why = end.Why, Fault = end.Fault, RetryAt = clock.Now + wait });
            board.Disconnected(slot.Id);
            await Task.Delay(wait, clock.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SourceEnd> RunOnceAsync(CancellationToken cancellationToken)
    {
        // The last failure stays in view while the next try is under way.
        int run;
        lock (_gate)
        {
            run = ++_run;
        }

        Say(s => s with { Phase = SourcePhase.Connecting, RetryAt = null });
#pragma warning disable CA1031 // The edge for a source's bugs.
        try
        {
            return await slot.Source.RunAsync(pipe, () => Connect(run), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new SourceEnd(SourceFault.None, "stopped");
        }
        catch (Exception e)
        {
            log($"source {slot.Id} failed: {e}");
            return new SourceEnd(SourceFault.Lost, $"{slot.Id}: internal error, {e.GetType().Name}: {e.Message} (this is a bug; the log has more)");
        }
#pragma warning restore CA1031
    }

    // A run that has ended, or calls twice, must not open the gate again.
    private void Connect(int run)
    {
        lock (_gate)
        {
            if (run != _run || _connectedAt is not null)
            {
                return;
            }

            _connectedAt = clock.Now;
        }

        Say(s => s with { Phase = SourcePhase.Connected, Why = null, Fault = SourceFault.None, RetryAt = null, EverConnected = true });
        slot.Why = null;
        board.Connected(slot.Id);
    }

    private TimeSpan Disconnect()
    {
        lock (_gate)
        {
            _run++;
            var held = clock.Now - (_connectedAt ?? clock.Now);
            _connectedAt = null;
            return held;
        }
    }

    private void Say(Func<SourceState, SourceState> change)
    {
        lock (_gate)
        {
            _state = change(_state) with { Since = clock.Now };
            if (_state.EverConnected || !slot.Source.MayBeAbsent)
            {
                pipe.Post(new FleetEvent.SourceChanged(_state.Since, _state));
            }
        }
    }
}
