using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// The first questions of a connection, sent in one go: a ping and a heartbeat, so that names appear at once, and what is known to be asked next, since
/// workers answer one question after the other and would wait for us meanwhile.
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
    /// <exception cref="RedisFault">The ping or the heartbeat could not be sent: we are not allowed to write our routing entry or to publish.</exception>
    public static async Task<CeleryGreeting> SendAsync(
        CeleryInspector inspector, CelerySession session, IReadOnlyList<FactKind> expected, CancellationToken cancellationToken)
    {
        var pinging = inspector.BeginPingAsync(null, cancellationToken);
        var beating = session.TellAsync(new ControlMethod.Heartbeat(), Destination.All, cancellationToken);
        var rounds = new Dictionary<FactKind, Task>();
        foreach (var kind in expected)
        {
            if (kind != FactKind.Control && CeleryFacts.MethodOf(kind) is not null)
            {
                rounds[kind] = inspector.InspectAsync(kind, null, cancellationToken);
            }
        }

        rounds[FactKind.Control] = await pinging;
        await beating;
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
