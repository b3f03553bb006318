using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Fleet.Events;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Turns what comes on the event channels into fleet events. Runs on the reader's thread: quick, and it never throws.</summary>
internal sealed class CeleryEvents(CeleryRoster roster, IEventSink sink, MalformedCount malformed)
{
    public void Take(ReadOnlyMemory<byte> payload)
    {
        switch (EventDecoder.Decode(payload.Span))
        {
            case EventReading.Batch batch:
                foreach (var one in batch.Events)
                {
                    Take(one);
                }

                malformed.Add("an event without a type or a host name", batch.Skipped);
                break;
            case EventReading.Unsupported unsupported:
                malformed.Add($"events are sent as {unsupported.ContentType}: set event_serializer to json");
                break;
            case EventReading.Malformed bad:
                malformed.Add(bad.Why);
                break;
        }
    }

    private void Take(CeleryEvent one)
    {
        var now = sink.Now;
        if (one is CeleryEvent.Worker worker)
        {
            var node = roster.Put(one.Node, n => n.Heard(one.Pid, now) with
            {
                OfflineAt = worker.Kind == WorkerEventKind.Offline ? now : null,
                OnlineAt = worker.Kind == WorkerEventKind.Online ? now : n.OnlineAt,
            });
            if (node is not null)
            {
                sink.Post(Of(worker, node, new Beat(worker.Pid, worker.Frequency, worker.Active, worker.Processed, worker.Version), now));
            }

            return;
        }

        // A task event is a sign of life of a node that is known; its pid may be a pool child's, and task-sent is a client's
        // (celery-redis §3.2), so it neither makes a worker nor names its process.
        if (one is CeleryEvent.Run { Kind: TaskEventKind.Sent or TaskEventKind.Custom } || roster.Find(one.Node) is not { } known)
        {
            return;
        }

        // Once a second at most: a busy worker sends thousands.
        if (known.HeardAt is not { } heard || now - heard >= TimeSpan.FromSeconds(1))
        {
            roster.Put(one.Node, n => n with { HeardAt = now });
            if (known.OfflineAt is null)
            {
                sink.Post(new FleetEvent.WorkerBeat(now, known.Ref, new Beat(null, null, null, null, null)));
            }
        }
    }

    private static FleetEvent Of(CeleryEvent.Worker worker, CeleryNode node, Beat beat, TimeSpan at) => worker.Kind switch
    {
        WorkerEventKind.Online => new FleetEvent.WorkerOnline(at, node.Ref, beat),
        WorkerEventKind.Heartbeat => new FleetEvent.WorkerBeat(at, node.Ref, beat),
        WorkerEventKind.Offline => new FleetEvent.WorkerOffline(at, node.Ref, beat),
    };
}
