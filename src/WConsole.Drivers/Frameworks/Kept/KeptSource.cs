using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>
/// The programs of a local launcher: each as a unit, and as a worker, too, with what it reports on NOTIFY_SOCKET and its process. The workers of a framework that
/// has a source of its own are left to that one.
/// </summary>
public sealed class KeptSource : IFleetSource, IFactSource, IStepDriver
{
    // Asks the file system for one small file.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly ILauncherDoor _door;
    private readonly TimeProvider _time;
    private readonly ProcFs _proc;
    private readonly KeptEvents _events;
    private readonly KeptScope _scope;
    private readonly KeptUnits _units;
    private readonly Dictionary<string, Unit> _seen = new(StringComparer.Ordinal);
    private readonly string _host;
    private readonly KeptSteps _steps;
    private readonly KeptTrees _trees;
    private volatile Life? _life;
    private bool _isAwaited;

    /// <param name="scope">What it is looked at for; null: it is the only source.</param>
    /// <param name="proc">The host's processes; null is this host's /proc.</param>
    public KeptSource(SourceId id, ILauncherDoor door, TimeProvider time, KeptScope? scope = null, ProcFs? proc = null)
    {
        Id = id;
        _scope = scope ?? KeptScope.Everything;
        _door = door;
        _time = time;
        _proc = proc ?? new ProcFs();
        _host = _proc.Host().Name;
        _events = new KeptEvents(id, _host);
        _units = new KeptUnits(id, _host, _scope);
        _steps = new KeptSteps(_proc, time);
        _trees = new KeptTrees(_proc);
        Profile = new KeptProfile(Find).Profile;
        _isAwaited = _scope.MayBeAbsent;
    }

    public SourceId Id { get; }

    public FrameworkProfile Profile { get; }

    public string Address => _door.Look().Folder;

    /// <inheritdoc/>
    public bool MayBeAbsent => _scope.MayBeAbsent;

    /// <inheritdoc/>
    public async Task<SourceEnd> RunAsync(IEventSink sink, Action connected, CancellationToken cancellationToken)
    {
        while (_isAwaited && _door.Look().Pid is null)
        {
            await Task.Delay(LookEvery, _time, cancellationToken);
        }

        _isAwaited = false;
        var opening = await _door.OpenAsync(start: !_scope.IsBeside && !_door.Left().IsEmpty, cancellationToken);
        if (opening.Line is not { } line)
        {
            return new SourceEnd(SourceFault.Unreachable, opening.Remedy.Length == 0 ? opening.Why : $"{opening.Why}; {opening.Remedy}");
        }

        await using (line)
        {
            var known = new Dictionary<string, ProgramStatus>(StringComparer.Ordinal);
            var picture = line.Picture;
            _life = new Life(line, sink);
            var begun = _time.GetElapsedTime(0) - sink.Now;
            Take(picture, known, begun, sink);
            connected();
            try
            {
                while (!picture.Ended)
                {
                    picture = await line.NextAsync(picture.Version, cancellationToken);
                    Take(picture, known, begun, sink);
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
            var programs = life.Line.Picture.Programs.Where(p => _scope.Shows(p) && (targets is not { } some || some.Contains(KeptEvents.IdOf(p)))).ToList();
            foreach (var program in programs)
            {
                Answer(kind, program, life.Sink);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<StepReport> RunAsync(RouteStep step, Worker worker, CancellationToken cancellationToken) =>
        _life is { } life && Find(worker) is { } program
            ? await _steps.RunAsync(step, program, life.Line, cancellationToken)
            : new StepReport(false, $"not connected to the launcher of {Address}");

    private ProgramStatus? Find(Worker worker) => _life?.Line.Picture.Find(worker.Kept is { Unit: var unit } && unit.Source == Id ? unit.Id : worker.Id.Place);

    private void Take(LaunchPicture picture, Dictionary<string, ProgramStatus> known, TimeSpan begun, IEventSink sink)
    {
        foreach (var program in picture.Programs)
        {
            known.TryGetValue(program.Id, out var before);
            if (ReferenceEquals(before, program))
            {
                continue;
            }

            known[program.Id] = program;
            if (_units.Of(program, begun) is var unit && unit != _seen.GetValueOrDefault(program.Id))
            {
                _seen[program.Id] = unit;
                sink.Post(new FleetEvent.UnitSeen(sink.Now, unit));
            }

            if (!_scope.Shows(program))
            {
                continue;
            }

            foreach (var e in _events.Between(before, program, sink.Now, picture.At, _time.GetUtcNow()))
            {
                sink.Post(e);
            }

            if (program.State.Process is { } process && (before?.State.Process != process || before.State.Phase != program.State.Phase))
            {
                Answer(FactKind.Process, program, sink);
            }
        }

        // Also what an earlier connection showed.
        foreach (var gone in _seen.Keys.Where(id => picture.Find(id) is null).ToList())
        {
            _seen.Remove(gone);
            if (known.Remove(gone, out var last) && _scope.Shows(last))
            {
                // Scaled away: it says goodbye for the last time.
                sink.Post(new FleetEvent.WorkerOffline(sink.Now, new WorkerRef(KeptEvents.IdOf(last), last.Id, _host, Id), new Beat(null, null, 0, null, null)));
            }

            sink.Post(new FleetEvent.UnitGone(sink.Now, Id, gone));
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
