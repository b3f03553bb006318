using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole;

/// <summary>One made-up worker for <see cref="Rehearsal"/>, which nobody ever sees: it goes the way that every real one goes.</summary>
internal sealed class RehearsalSource : IFleetSource, IFactSource
{
    private static readonly SourceId Source = new("rehearsal");
    private static readonly WorkerRef Worker = new(new WorkerId(CeleryProfile.Id, "", "w"), "w", null, Source);
    private readonly TaskCompletionSource<SourceEnd> _end = new();
    private IEventSink? _sink;

    public SourceId Id => Source;

    public FrameworkProfile Profile => CeleryProfile.Profile;

    public string Address => "";

    public Task<SourceEnd> RunAsync(IEventSink sink, Action connected, CancellationToken cancellationToken)
    {
        _sink = sink;
        sink.Post(new FleetEvent.WorkerBeat(sink.Now, Worker, new Beat(1, TimeSpan.FromSeconds(2), 0, 0, "5")));
        connected();
        return _end.Task;
    }

    public bool Answers(FactKind kind) => true;

    public Task AskAsync(FactKind kind, ImmutableArray<WorkerId>? targets, CancellationToken cancellationToken)
    {
        if (_sink is { } sink)
        {
            sink.Post(kind switch
            {
                FactKind.Control => new FleetEvent.WorkerAnswered(sink.Now, Worker, TimeSpan.Zero),
                FactKind.Depth => new FleetEvent.QueueSeen(sink.Now, new QueueId(Source, "q"), new QueueDepth(0, [], 0, null)),
                _ => CeleryRehearsal.Answer(kind) is { } answer ? new FleetEvent.FactAnswered(sink.Now, Worker.Id, answer) : new FleetEvent.FactFailed(sink.Now, Worker.Id, kind, ""),
            });
        }

        return Task.CompletedTask;
    }
}
