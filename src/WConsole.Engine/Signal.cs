namespace WConsole.Engine;

/// <summary>A bell that any thread may ring and one loop waits for. Rings while nobody waits count as one; ringing never blocks.</summary>
#pragma warning disable CA1001 // A semaphore whose wait handle is never taken holds nothing that must be given back.
internal sealed class Signal
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _rings = new(0);

    public void Ring()
    {
        lock (_gate)
        {
            if (_rings.CurrentCount == 0)
            {
                _rings.Release();
            }
        }
    }

    /// <summary>Returns once it was rung since the last return.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _rings.WaitAsync(cancellationToken);
}
