using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace WConsole.Terminal.Screen;

/// <summary>What other threads leave for the screen's thread, bounded, with the pipe that wakes it.</summary>
internal sealed class Mailbox(int limit) : IDisposable
{
    private readonly WakePipe _pipe = new();
    private readonly ConcurrentQueue<object> _messages = new();
    private int _waiting;
    private int _woken;

    /// <summary>Readable while there is something to look at.</summary>
    public int Descriptor => _pipe.Read;

    /// <summary>Ends the sleep without a word.</summary>
    public void Nudge() => _pipe.Wake();

    public void Wake()
    {
        Volatile.Write(ref _woken, 1);
        _pipe.Wake();
    }

    public bool Post(object message)
    {
        if (Interlocked.Increment(ref _waiting) > limit)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        _messages.Enqueue(message);
        _pipe.Wake();
        return true;
    }

    /// <summary>Before looking: makes the pipe quiet until something newer comes.</summary>
    public void Open() => _pipe.Drain();

    /// <summary>Whether <see cref="Wake"/> was called since the last time this was asked.</summary>
    public bool TakeWoken() => Interlocked.Exchange(ref _woken, 0) != 0;

    public bool TryTake([NotNullWhen(true)] out object? message)
    {
        var found = _messages.TryDequeue(out message);
        if (found)
        {
            Interlocked.Decrement(ref _waiting);
        }

        return found;
    }

    public void Dispose() => _pipe.Dispose();
}
