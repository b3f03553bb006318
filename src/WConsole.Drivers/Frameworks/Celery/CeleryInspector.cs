using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Asks workers over remote control and puts their answers, and their silence, into the sink (celery-redis §1.6, §2.1).</summary>
internal sealed class CeleryInspector(CelerySession session, CeleryRoster roster, IEventSink sink, SourceId source, CelerySettings settings)
{
    // Up to here a ping goes to everybody, because only then the count of listeners tells who no longer listens.
    private const int BroadcastUpTo = 64;

    // How long a round in which everybody answered stands for the next ones, as long as the same number listens.
    private static readonly TimeSpan RoundHolds = TimeSpan.FromSeconds(15);

    // No node can have this name, for want of an @.
    private static readonly Destination Nobody = Destination.Of("wconsole-counts-listeners");

    private readonly TimeSpan _since = sink.Now;
    private volatile Round? _round;

    /// <summary>Asks for one fact; every answer is posted as it comes, whoever stays silent as a failed fact in the end.</summary>
    /// <exception cref="RedisFault">It could not be sent.</exception>
    public async Task InspectAsync(FactKind kind, ImmutableArray<CeleryNode>? targets, CancellationToken cancellationToken)
    {
        var method = MethodOf(kind);
        var to = targets is { } some ? Destination.OfAny(some.Select(n => n.Name)) : Destination.All;
        if (to is null)
        {
            return;
        }

        var (request, published) = await session.AskAsync(method, to, readRegistry: false, (reply, trip) => Answer(kind, reply, trip), cancellationToken);
        sink.Post(new FleetEvent.ListenersCounted(sink.Now, source, published.Listeners));
        await request.WaitAsync(settings.ReplyTimeout, cancellationToken);
        Failed(kind, request, published, targets ?? roster.ExpectedAt(sink.Now));
    }

    /// <summary>Pings, lists whoever is registered, and tells of each silent one whether it still listens.</summary>
    /// <exception cref="RedisFault">It could not be sent.</exception>
    public async Task PingAsync(ImmutableArray<CeleryNode>? targets, CancellationToken cancellationToken)
    {
        if (targets is not null || !await StillListenAsync(cancellationToken))
        {
            await await BeginPingAsync(targets, cancellationToken);
        }
    }

    /// <summary>Sends a ping and lists whoever is registered.</summary>
    /// <returns>The waiting for replies and for silence; it fails only by cancellation.</returns>
    /// <exception cref="RedisFault">It could not be sent.</exception>
    public async Task<Task> BeginPingAsync(ImmutableArray<CeleryNode>? targets, CancellationToken cancellationToken)
    {
        var narrow = targets is { } few && roster.ExpectedAt(sink.Now).Length is var all && all > BroadcastUpTo && few.Length < all / 2;
        var to = narrow ? Destination.OfAny(targets!.Value.Select(n => n.Name)) : Destination.All;
        return to is null ? Task.CompletedTask : await BeginRollCallAsync(new ControlMethod.Ping(), FactKind.Control, to, targets, cancellationToken);
    }

    /// <summary>Asks everybody for a fact in place of a ping: whoever answers it answers.</summary>
    /// <returns>The waiting for replies and for silence; it fails only by cancellation.</returns>
    /// <exception cref="RedisFault">It could not be sent.</exception>
    public Task<Task> BeginAllAsync(FactKind kind, CancellationToken cancellationToken) =>
        BeginRollCallAsync(MethodOf(kind), kind, Destination.All, null, cancellationToken);

    private static ControlMethod MethodOf(FactKind kind) =>
        CeleryFacts.MethodOf(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "is not asked over remote control");

    // Lists who is registered, then tells of everybody who stays silent whether it still listens.
    private async Task<Task> BeginRollCallAsync(ControlMethod method, FactKind kind, Destination to, ImmutableArray<CeleryNode>? targets, CancellationToken cancellationToken)
    {
        var (request, published) = await session.AskAsync(method, to, readRegistry: true, (reply, trip) => Answer(kind, reply, trip), cancellationToken);
        var now = sink.Now;
        sink.Post(new FleetEvent.ListenersCounted(now, source, published.Listeners));
        List(published.Registered, now);
        return HearAsync();

        async Task HearAsync()
        {
            await request.WaitAsync(settings.ReplyTimeout, cancellationToken);
            Silence(request, published, targets, narrow: to.Names is not null);
            if (kind != FactKind.Control)
            {
                Failed(kind, request, published, roster.ExpectedAt(sink.Now));
            }

            if (targets is null)
            {
                var expected = roster.ExpectedAt(sink.Now);
                var all = request.Replies == published.Listeners && expected.All(n => request.HasReplied(n.Name));
                _round = all ? new Round(published.Listeners, expected.Length, now) : null;
            }
        }
    }

    private void Failed(FactKind kind, CeleryRequest request, Published published, ImmutableArray<CeleryNode> nodes)
    {
        var why = published.Listeners == 0 ? "nobody listens for commands" : $"no answer in {settings.ReplyTimeout.TotalSeconds:0.#} s";
        foreach (var node in nodes)
        {
            if (!request.HasReplied(node.Name))
            {
                sink.Post(new FleetEvent.FactFailed(sink.Now, node.Id, kind, why));
            }
        }
    }

    // A worker that no longer listens shows in the count that every PUBLISH tells. To count costs a fleet at rest nothing, fifty answers every three
    // seconds would. Not soon after connecting: whoever comes back late must show that it answers (celery-redis §8.5).
    private async Task<bool> StillListenAsync(CancellationToken cancellationToken)
    {
        var now = sink.Now;
        if (_round is not { } round || now - round.At > RoundHolds || now - _since <= RoundHolds)
        {
            return false;
        }

        var expected = roster.ExpectedAt(now);
        if (expected.Length != round.Known || expected.Any(n => n.OfflineAt is not null || n.OnlineAt > round.At))
        {
            return false;
        }

        var told = await session.TellAsync(new ControlMethod.Ping(), Nobody, cancellationToken);
        sink.Post(new FleetEvent.ListenersCounted(now, source, told.Listeners));
        return told.Listeners == round.Listeners;
    }

    private void List(IReadOnlyList<string>? registered, TimeSpan now)
    {
        foreach (var name in registered ?? [])
        {
            var before = roster.Find(name);
            if (roster.Put(name, n => n with { ListedAt = now, Mailbox = Light.Yes }) is not { } node)
            {
                continue;
            }

            if (before is null)
            {
                sink.Post(new FleetEvent.WorkerListed(now, node.Ref));
            }

            if (before?.Mailbox != Light.Yes)
            {
                sink.Post(new FleetEvent.MailboxSeen(now, node.Ref, Light.Yes));
            }
        }
    }

    private void Silence(CeleryRequest request, Published published, ImmutableArray<CeleryNode>? targets, bool narrow)
    {
        var now = sink.Now;
        var silent = roster.ExpectedAt(now).RemoveAll(n => n.OfflineAt is not null || request.HasReplied(n.Name));
        var replies = request.Replies;
        var subscribed = published.Listeners == 0 ? Light.No
            : narrow ? Light.Unknown
            : published.Listeners <= replies ? Light.No
            : published.Listeners >= replies + silent.Length ? Light.Yes
            : Light.Unknown;
        foreach (var node in targets is { } asked ? asked.RemoveAll(n => request.HasReplied(n.Name)) : silent)
        {
            sink.Post(new FleetEvent.WorkerSilent(now, node.Id, subscribed));
            NoMailbox(node, published.Registered, now);
        }
    }

    // Beats, never answered, and stands in no registry though others do: its remote control is switched off (celery-redis §8.13).
    // An absent registry proves nothing, Kombu 5.7 sweeps whole tables; nor does one entry missing for a worker that answered once.
    private void NoMailbox(CeleryNode node, IReadOnlyList<string>? registered, TimeSpan now)
    {
        if (registered is { Count: > 0 } && node is { Answered: false, HeardAt: not null, Mailbox: Light.Unknown } && !registered.Contains(node.Name))
        {
            roster.Put(node.Name, n => n with { Mailbox = Light.No });
            sink.Post(new FleetEvent.MailboxSeen(now, node.Ref, Light.No));
        }
    }

    private void Answer(FactKind kind, ReplyMessage reply, TimeSpan trip)
    {
        var now = sink.Now;
        var mailbox = roster.Find(reply.Node)?.Mailbox;
        if (roster.Put(reply.Node, n => n with { HeardAt = now, Answered = true, Mailbox = Light.Yes }) is not { } node)
        {
            return;
        }

        sink.Post(new FleetEvent.WorkerAnswered(now, node.Ref, trip));
        if (mailbox != Light.Yes)
        {
            // Whoever answers has one, whatever the registry says.
            sink.Post(new FleetEvent.MailboxSeen(now, node.Ref, Light.Yes));
        }

        if (kind == FactKind.Control)
        {
            return;
        }

        var answer = CeleryFacts.AnswerOf(kind, reply.Value, node.Pool);
        if (answer is FactAnswer.Stats stats)
        {
            roster.Put(reply.Node, n => n.Told(stats.Value, now));
        }
        else if (answer is FactAnswer.Queues queues)
        {
            roster.Put(reply.Node, n => n with { Queues = [.. queues.Bindings.Select(b => b.Name)] });
        }

        sink.Post(answer is not null
            ? new FleetEvent.FactAnswered(now, node.Id, answer)
            : new FleetEvent.FactFailed(now, node.Id, kind, reply.ErrorText ?? "its reply was not understood"));
    }

    /// <summary>A ping that everybody answered.</summary>
    private sealed record Round(int Listeners, int Known, TimeSpan At);
}
