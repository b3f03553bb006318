using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// The requests by ticket. A ticket is kept for a while after its deadline: solo workers and slow hosts answer late, and a second process
/// under one name answers after the first (celery-redis §1.6). Replies to unknown tickets are thrown away. Any thread may use it.
/// </summary>
internal sealed class CeleryRequests(TimeProvider time, TimeSpan keep)
{
    private const int Most = 20_000;

    private readonly Dictionary<string, CeleryRequest> _byTicket = new(StringComparer.Ordinal);
    private readonly Queue<CeleryRequest> _oldest = new();
    private readonly Lock _gate = new();

    public void Add(CeleryRequest request)
    {
        lock (_gate)
        {
            while (_oldest.TryPeek(out var old) && (_oldest.Count >= Most || time.GetElapsedTime(old.SentAt) > keep))
            {
                _byTicket.Remove(_oldest.Dequeue().Ticket);
            }

            _byTicket[request.Ticket] = request;
            _oldest.Enqueue(request);
        }
    }

    /// <summary>Gives a decoded reply to its request. False when nobody waits for it any more.</summary>
    public bool Take(ReplyMessage reply)
    {
        if (Find(reply.Ticket) is not { } request)
        {
            return false;
        }

        request.Take(reply);
        return true;
    }

    public CeleryRequest? Find(string? ticket)
    {
        lock (_gate)
        {
            return ticket is not null && _byTicket.TryGetValue(ticket, out var request) && time.GetElapsedTime(request.SentAt) <= keep ? request : null;
        }
    }
}
