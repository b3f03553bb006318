using System.Threading.Channels;

namespace WConsole.Engine;

/// <summary>A bell that any thread may ring and one loop waits for. Rings while nobody waits count as one; ringing never blocks.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Returns once it was rung since the last return.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _rings.Reader.ReadAsync(cancellationToken);
}
