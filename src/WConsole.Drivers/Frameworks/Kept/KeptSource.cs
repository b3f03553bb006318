using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>
/// The programs of a local launcher as workers: what they report on NOTIFY_SOCKET, and their processes. Programs of a framework that has a source of its
/// own are left to that one.
/// </summary>
public sealed class KeptSource : IFleetSource, IFactSource, IStepDriver
{
    // Their own sources show these, with more than the launcher knows.
    private static readonly string[] Elsewhere = ["celery"];

    private readonly ILauncherDoor _door;
    private readonly TimeProvider _time;
    private readonly ProcFs _proc;
    private readonly KeptEvents _events;
    private readonly string _host;
    private readonly KeptSteps _steps;
    private readonly KeptTrees _trees;
    private volatile Life? _life;

    /// <param name="proc">The host's processes; null is this host's /proc.</param>
    public KeptSource(SourceId id, ILauncherDoor door, TimeProvider time, ProcFs? proc = null)
    {
        Id = id;
        _door = door;
        _time = time;
        _proc = proc ?? new ProcFs();
        _host = _proc.Host().Name;
        _events = new KeptEvents(id, _host);
        _steps = new KeptSteps(_proc, time);
        _trees = new KeptTrees(_proc);
        Profile = new KeptProfile(Find).Profile;
    }

    public SourceId Id { get; }

    public FrameworkProfile Profile { get; }

    public string Address => _door.Look().Folder;

    /// <inheritdoc/>
    public async Task<SourceEnd> RunAsync(IEventSink sink, Action connected, CancellationToken cancellationToken)
    {
        var opening = await _door.OpenAsync(start: !_door.Look().Left.IsEmpty, cancellationToken);
        if (opening.Line is not { } line)
        {
            return new SourceEnd(SourceFault.Unreachable, opening.Remedy.Length == 0 ? opening.Why : $"{opening.Why}; {opening.Remedy}");
        }

        await using (line)
        {
            var known = new Dictionary<string, ProgramStatus>(StringComparer.Ordinal);
            var picture = line.Picture;
            _life = new Life(line, sink);
            Take(picture, known, sink);
            connected();
            try
            {
                while (!picture.Ended)
                {
                    picture = await line.NextAsync(picture.Version, cancellationToken);
                    Take(picture, known, sink);
                }
            }
            finally
            {
                _life = null;
            }
        }

        return new SourceEnd(SourceFault.Lost, $"the launcher of {Address} has ended; run wconsole up");
    }

    /// <inheritdoc/>
    public bool Answers(FactKind kind) => kind is FactKind.Control or FactKind.Depth or FactKind.Stats or FactKind.Active or FactKind.Queues or FactKind.Process or FactKind.Tree;

    /// <inheritdoc/>
    public Task AskAsync(FactKind kind, ImmutableArray<WorkerId>? targets, CancellationToken cancellationToken)
    {
        if (_life is { } life)
        {
            var programs = life.Line.Picture.Programs.Where(p => Shows(p) && (targets is not { } some || some.Contains(KeptEvents.IdOf(p)))).ToList();
            foreach (var program in programs)
            {
                Answer(kind, program, life.Sink);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<StepReport> RunAsync(RouteStep step, Worker worker, CancellationToken cancellationToken) =>
        _life is { } life && Find(worker.Id) is { } program
            ? await _steps.RunAsync(step, program, life.Line, cancellationToken)
            : new StepReport(false, $"not connected to the launcher of {Address}");

    private static bool Shows(ProgramStatus program) => !Elsewhere.Contains(program.Framework.Value);

    private ProgramStatus? Find(WorkerId id) => _life?.Line.Picture.Find(id.Place);

    private void Take(LaunchPicture picture, Dictionary<string, ProgramStatus> known, IEventSink sink)
    {
        foreach (var program in picture.Programs.Where(Shows))
        {
            known.TryGetValue(program.Id, out var before);
            if (ReferenceEquals(before, program))
            {
                continue;
            }

            known[program.Id] = program;
            foreach (var e in _events.Between(before, program, sink.Now, picture.At, _time.GetUtcNow()))
            {
                sink.Post(e);
            }

            if (program.State.Process is { } process && (before?.State.Process != process || before.State.Phase != program.State.Phase))
            {
                Answer(FactKind.Process, program, sink);
            }
        }

        foreach (var gone in known.Keys.Where(id => picture.Find(id) is null).ToList())
        {
            // Scaled away: it says goodbye for the last time.
            var last = known[gone];
            known.Remove(gone);
            sink.Post(new FleetEvent.WorkerOffline(sink.Now, new WorkerRef(KeptEvents.IdOf(last), last.Id, _host, Id), new Beat(null, null, 0, null, null)));
        }
    }

    private void Answer(FactKind kind, ProgramStatus program, IEventSink sink)
    {
        var (id, at, now) = (KeptEvents.IdOf(program), sink.Now, _time.GetElapsedTime(0));
        switch (kind)
        {
            case FactKind.Stats when program.State.Process is not null:
                sink.Post(new FleetEvent.FactAnswered(at, id, new FactAnswer.Stats(KeptFacts.Stats(program, now, _time.GetUtcNow()))));
                break;
            case FactKind.Active when KeptFacts.Active(program) is { } runs:
                sink.Post(new FleetEvent.FactAnswered(at, id, new FactAnswer.Active(runs)));
                break;
            case FactKind.Queues:
                sink.Post(new FleetEvent.FactAnswered(at, id, new FactAnswer.Queues([.. KeptFacts.Queues(program).Select(q => new QueueBinding(q.Name, null, null, null))])));
                break;
            case FactKind.Depth:
                foreach (var (name, waiting) in KeptFacts.Queues(program))
                {
                    sink.Post(new FleetEvent.QueueSeen(at, new QueueId(Id, name), new QueueDepth(waiting, [], null, null)));
                }

                break;
            case FactKind.Process when program.State.Process is { } process:
                sink.Post(new FleetEvent.FactAnswered(at, id, new FactAnswer.Process(Sight(process, program))));
                break;
            case FactKind.Tree when program.State.Process is { } process:
                sink.Post(new FleetEvent.FactAnswered(at, id, new FactAnswer.Tree(_trees.Look(program.Id, process))));
                break;
            case FactKind.Tree:
                sink.Post(new FleetEvent.FactAnswered(at, id, new FactAnswer.Tree(ProcessTree.Nothing)));
                break;
            case FactKind.Control when program.State is { Process: not null } state && !KeptFacts.SaysNothing(state.Report) && !(state.WatchdogDue < now):
                sink.Post(new FleetEvent.WorkerAnswered(at, new WorkerRef(id, program.Id, _host, Id), TimeSpan.Zero));
                break;
            case FactKind.Control:
                sink.Post(new FleetEvent.WorkerSilent(at, id, Light.No));
                break;
            default:
                sink.Post(new FleetEvent.FactFailed(at, id, kind, program.State.Process is null ? "it does not run" : "it does not tell"));
                break;
        }
    }

    private ProcessSight Sight(ProgramProcess process, ProgramStatus program) => _proc.Look(process.Pid) switch
    {
        ProcessLook.Alive alive when alive.StartTicks == process.StartTicks => new ProcessSight.Ours(
            process.Pid, process.StartTicks, process.Adopted ? "the launcher adopted it by pid and start time" : "the launcher started it", alive.CommandLine, alive.Cwd, alive.Stdout?.IsTerminal,
            program.LogFile, alive.Stderr?.Kind ?? "unknown", alive.ParentPid)
        {
            StdoutPath = program.LogFile,
        },
        ProcessLook.Unreadable unreadable => new ProcessSight.Unproven(unreadable.Why),
        _ => new ProcessSight.Gone(process.Pid, process.StartTicks) { LogPath = program.LogFile },
    };

    private sealed record Life(ILauncherLine Line, IEventSink Sink);
}
