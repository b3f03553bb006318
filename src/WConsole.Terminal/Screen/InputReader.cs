using WConsole.Terminal.Input;

namespace WConsole.Terminal.Screen;

/// <summary>Joins the terminal's bytes, the decoder and the clock that decides what a lone escape is.</summary>
internal sealed class InputReader(TtyDevice device, KeyDecoder decoder)
{
    private readonly byte[] _buffer = new byte[4096];
    private TimeSpan _last;

    /// <summary>How long until what is pending must be decided; null when nothing is.</summary>
    public TimeSpan? UntilIdle(TimeSpan now) => decoder.IdleAfter is { } patience ? _last + patience - now : null;

    /// <summary>Reads once, without waiting; null when there was nothing to read.</summary>
    public IReadOnlyList<InputEvent>? Read(TimeSpan now)
    {
        var length = device.Read(_buffer);
        if (length == 0)
        {
            return null;
        }

        _last = now;
        return decoder.Feed(_buffer.AsSpan(0, length));
    }

    /// <summary>Decides what is pending, if its time has come.</summary>
    public IReadOnlyList<InputEvent> Idle(TimeSpan now) => UntilIdle(now) <= TimeSpan.Zero ? decoder.Idle() : [];
}
