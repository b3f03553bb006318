using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// The first questions of a connection, sent in one go: a heartbeat and what is known to be asked next, since workers answer one question after the other
/// and would wait for us meanwhile. The first of them stands for the ping, 3 ms of each worker's time; when nothing else will be asked, it is a ping.
/// </summary>
internal sealed class CeleryGreeting
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FactKind, Task> _rounds;

    private CeleryGreeting(Dictionary<FactKind, Task> rounds)
    {
        _rounds = rounds;
        Ended = Task.WhenAll(rounds.Values);
    }

    /// <summary>Completes when nothing of it is under way any more; fails as its rounds do.</summary>
    public Task Ended { get; }

    /// <summary>Sends it; what a round cannot send is told to whoever takes the round.</summary>
    /// <exception cref="RedisFault">The first question or the heartbeat could not be sent: we are not allowed to write our routing entry or to publish.</exception>
    public static async Task<CeleryGreeting> SendAsync(
        CeleryInspector inspector, CelerySession session, IReadOnlyList<FactKind> expected, CancellationToken cancellationToken)
    {
        FactKind[] kinds = [.. expected.Where(k => k != FactKind.Control && CeleryFacts.MethodOf(k) is not null)];
        var calling = kinds is [var first, ..] ? inspector.BeginAllAsync(first, cancellationToken) : inspector.BeginPingAsync(null, cancellationToken);
        var beating = session.TellAsync(new ControlMethod.Heartbeat(), Destination.All, cancellationToken);
        var rounds = kinds.Skip(1).ToDictionary(k => k, k => inspector.InspectAsync(k, null, cancellationToken));
        var called = await calling;
        await beating;
        rounds[FactKind.Control] = called;
        if (kinds is [var stands, ..])
        {
            rounds[stands] = called;
        }

        return new CeleryGreeting(rounds);
    }

    /// <summary>The round of a kind that the greeting began; null when there was none, or somebody took it before.</summary>
    public Task? Take(FactKind kind)
    {
        lock (_gate)
        {
            return _rounds.Remove(kind, out var round) ? round : null;
        }
    }
}
