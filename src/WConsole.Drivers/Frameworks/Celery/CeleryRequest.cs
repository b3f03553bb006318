using System.Collections.Frozen;
using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// One control message that was sent and its replies so far. It is complete when every addressed node replied; a broadcast, when as many
/// replies came as the PUBLISH counted listeners: nobody else can answer then (celery-redis §1.6). Any thread may use it.
/// </summary>
/// <param name="wanted">The addressed nodes; null for a broadcast.</param>
/// <param name="take">Called for every reply, also those that come after the deadline, with the time since sending.</param>
internal sealed class CeleryRequest(string ticket, FrozenSet<string>? wanted, long sentAt, TimeProvider time, Action<ReplyMessage, TimeSpan> take)
{
    private readonly HashSet<string> _repliers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _replies;
    private int? _listeners;

    public string Ticket => ticket;

    public long SentAt => sentAt;

    /// <summary>How many replies came, two under one name counted twice.</summary>
    public int Replies
    {
        get
        {
            lock (_gate)
            {
                return _replies;
            }
        }
    }

    /// <summary>How many listened when it was sent; null while not known.</summary>
    public int? Listeners
    {
        get
        {
            lock (_gate)
            {
                return _listeners;
            }
        }
    }

    public bool HasReplied(string node)
    {
        lock (_gate)
        {
            return _repliers.Contains(node);
        }
    }

    /// <summary>A reply came.</summary>
    public void Take(ReplyMessage reply)
    {
        take(reply, time.GetElapsedTime(sentAt));
        lock (_gate)
        {
            _replies++;
            _repliers.Add(reply.Node);
            CompleteIfDone();
        }
    }

    /// <summary>A reply came that could not be read: whose it is remains unknown.</summary>
    public void TakeUnreadable()
    {
        lock (_gate)
        {
            _replies++;
            CompleteIfDone();
        }
    }

    /// <summary>The PUBLISH told how many listen.</summary>
    public void Counted(int listeners)
    {
        lock (_gate)
        {
            _listeners = listeners;
            CompleteIfDone();
        }
    }

    /// <summary>True when it is complete, false when the time passed before.</summary>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var winner = await Task.WhenAny(_complete.Task, Task.Delay(atMost, time, enough.Token));
        await enough.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return winner == _complete.Task;
    }

    private void CompleteIfDone()
    {
        // Nobody listening answers nothing, whoever was addressed.
        if (_listeners is { } n && (_replies >= n || n == 0) || (wanted is not null && wanted.All(_repliers.Contains)))
        {
            _complete.TrySetResult();
        }
    }
}
