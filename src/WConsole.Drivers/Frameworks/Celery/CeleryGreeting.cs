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
    // By kind; null: there was none, or somebody took it.
    private readonly Task?[] _rounds;

    private CeleryGreeting(Task?[] rounds)
    {
        _rounds = rounds;
        Ended = Task.WhenAll(rounds.OfType<Task>());
    }

    /// <summary>Completes when nothing of it is under way any more; fails as its rounds do.</summary>
    public Task Ended { get; }

    /// <summary>Sends it; what a round cannot send is told to whoever takes the round.</summary>
    /// <exception cref="RedisFault">The first question or the heartbeat could not be sent: we are not allowed to write our routing entry or to publish.</exception>
    public static async Task<CeleryGreeting> SendAsync(
        CeleryInspector inspector, CelerySession session, FactKind[] expected, CancellationToken cancellationToken)
    {
        var kinds = new List<FactKind>();
        foreach (var kind in expected)
        {
            if (kind != FactKind.Control && CeleryFacts.MethodOf(kind) is not null)
            {
                kinds.Add(kind);
            }
        }

        var first = kinds.Count > 0 ? kinds[0] : FactKind.Control;
        var calling = first == FactKind.Control ? inspector.BeginPingAsync(null, cancellationToken) : inspector.BeginAllAsync(first, cancellationToken);
        var beating = session.TellAsync(new ControlMethod.Heartbeat(), Destination.All, cancellationToken);
        var rounds = new Task?[FactKinds.Count];
        for (var i = 1; i < kinds.Count; i++)
        {
            rounds[(int)kinds[i]] = inspector.InspectAsync(kinds[i], null, cancellationToken);
        }

        var called = await calling;
        await beating;
        rounds[(int)FactKind.Control] = rounds[(int)first] = called;
        return new CeleryGreeting(rounds);
    }

    /// <summary>The round of a kind that the greeting began; null when there was none, or somebody took it before.</summary>
    public Task? Take(FactKind kind) => Interlocked.Exchange(ref _rounds[(int)kind], null);
}
