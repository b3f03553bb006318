using System.Collections.Immutable;
using System.Threading.Channels;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Tests.Engine;

/// <summary>A source that the test feeds by hand: it connects, answers and does steps only as the test says.</summary>
internal sealed class FakeSource(string id = "fake") : IFleetSource, IFactSource, IStepDriver, IForewarnedSource
{
    public static readonly FrameworkId Framework = new("fake");

    private readonly Channel<Connection> _connections = Channel.CreateUnbounded<Connection>();
    private readonly Channel<Question> _questions = Channel.CreateUnbounded<Question>();
    private readonly Channel<Step> _steps = Channel.CreateUnbounded<Step>();

    public SourceId Id { get; } = new(id);

    public string Address => $"fake://{id}";

    public bool MayBeAbsent { get; init; }

    public FrameworkProfile Profile => new(Framework, "Fake", (action, worker) => Offers(action, worker), (action, worker) => Assess(action, worker));

    public Func<FleetAction, Worker, ImmutableArray<RouteOffer>> Offers { get; set; } =
        (action, _) => [new RouteOffer.Fits(new Route([new RouteStep.RemoteControl(action.Action.Value)], "it answers"))];

    public Func<FleetAction, Worker, Assessment> Assess { get; set; } =
        (action, _) => new Assessment(
            action.Action == ActionId.ColdStop ? Risk.Lossy : Risk.Reversible, [], [], TimeSpan.FromSeconds(15), action.Action == ActionId.WarmStop ? ActionId.ColdStop : null);

    public Func<FactKind, bool> Knows { get; set; } = _ => true;

    /// <summary>Answers a question at once instead of leaving it to <see cref="NextQuestionAsync"/>.</summary>
    public Func<Question, bool> AnswersItself { get; set; } = _ => false;

    public WorkerRef Ref(string name) => new(new WorkerId(Framework, "", name), name, "h1", Id);

    public WorkerId Worker(string name) => Ref(name).Id;

    public async Task<SourceEnd> RunAsync(IEventSink sink, Action connected, CancellationToken cancellationToken)
    {
        var connection = new Connection(sink, connected);
        _connections.Writer.TryWrite(connection);
        return await connection.Ended.Task.WaitAsync(cancellationToken);
    }

    /// <summary>What it was told last that everybody will be asked.</summary>
    public ImmutableArray<FactKind> Expected { get; private set; } = [];

    public void Expect(ImmutableArray<FactKind> kinds) => Expected = kinds;

    public bool Answers(FactKind kind) => Knows(kind);

    public async Task AskAsync(FactKind kind, ImmutableArray<WorkerId>? targets, CancellationToken cancellationToken)
    {
        var question = new Question(kind, targets);
        if (AnswersItself(question))
        {
            return;
        }

        _questions.Writer.TryWrite(question);
        await question.Done.Task.WaitAsync(cancellationToken);
    }

    public async Task<StepReport> RunAsync(RouteStep step, Worker worker, CancellationToken cancellationToken)
    {
        var doing = new Step(step, worker);
        _steps.Writer.TryWrite(doing);
        return await doing.Report.Task.WaitAsync(cancellationToken);
    }

    public ValueTask<Connection> NextConnectionAsync(CancellationToken token) => _connections.Reader.ReadAsync(token);

    public ValueTask<Question> NextQuestionAsync(CancellationToken token) => _questions.Reader.ReadAsync(token);

    public bool HasQuestion => _questions.Reader.Count > 0;

    public ValueTask<Step> NextStepAsync(CancellationToken token) => _steps.Reader.ReadAsync(token);

    public bool HasStep => _steps.Reader.Count > 0;

    /// <summary>One run of the source.</summary>
    internal sealed class Connection(IEventSink sink, Action connected)
    {
        public TaskCompletionSource<SourceEnd> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Connect() => connected();

        public void Post(Func<TimeSpan, FleetEvent> make) => sink.Post(make(sink.Now));
    }

    /// <summary>Something the engine asked.</summary>
    internal sealed class Question(FactKind kind, ImmutableArray<WorkerId>? targets)
    {
        public FactKind Kind => kind;

        public ImmutableArray<WorkerId>? Targets => targets;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override string ToString() => targets is { } some ? $"{kind} of {string.Join(',', some.Select(w => w.Place))}" : $"{kind} of all";
    }

    /// <summary>A step that the engine wants done.</summary>
    internal sealed class Step(RouteStep step, Worker worker)
    {
        public RouteStep What => step;

        public Worker Worker => worker;

        public TaskCompletionSource<StepReport> Report { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
