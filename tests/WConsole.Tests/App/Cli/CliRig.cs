using System.Text;
using WConsole.Cli;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Settings;
using WConsole.Tests.App.Settings;
using WConsole.Tests.Engine;
using WConsole.Tests.Fleet;

namespace WConsole.Tests.App.Cli;

/// <summary>The whole command line on a source that the test answers for: arguments in; exit code, stdout and stderr out.</summary>
internal sealed class CliRig : IDisposable
{
    private readonly MemoryStream _out = new();
    private readonly StringWriter _error = new();
    private FakeSource.Connection? _connection;

    public SettingsBox Box { get; } = new();

    public FakeSource Source { get; } = new();

    /// <summary>Names of the workers that answer.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>Why the source cannot be reached; null when it can.</summary>
    public SourceEnd? Unreachable { get; init; }

    /// <summary>How many workers the source says that it does not keep.</summary>
    public int Capped { get; init; }

    public bool CanDraw { get; init; }

    public Func<FakeSource.Step, StepReport>? Steps { get; init; }

    public List<StartScreen> Screens { get; } = [];

    public string Out => Encoding.UTF8.GetString(_out.ToArray());

    public string Error => _error.ToString();

    public async Task<int> RunAsync(params string[] args)
    {
        var token = TestContext.Current.CancellationToken;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        Source.AnswersItself = Answer;
        var host = new CliHost(
            new Streams(_out, _error, false, CanDraw), Box.Environment, Box.Work, () => "tester", TimeProvider.System, Composition.Look,
            (cluster, folders, _) => new EngineOpening(
                new FleetEngine(new EngineOptions(cluster.Name, "here", folders.State, t => t, _ => { }), [Source], TimeProvider.System), null),
            CanDraw ? Show : null)
        {
            CheckScreen = WConsole.Tui.ScreenSettings.Check,
        };
        var serving = ServeAsync(stop.Token);
        var code = await CommandLine.RunAsync(args, host, token);
        await stop.CancelAsync();
        await serving;
        return code;
    }

    /// <summary>How the screens that are opened end, in turn; then by being left.</summary>
    public Queue<ScreenEnd> Ends { get; } = [];

    private ScreenEnd Show(StartScreen start, FleetEngine engine)
    {
        Screens.Add(start);
        return Ends.TryDequeue(out var end) ? end : new ScreenEnd(0);
    }

    public void Dispose()
    {
        Box.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    private async Task ServeAsync(CancellationToken token)
    {
        try
        {
            await Task.WhenAll(ConnectAsync(token), StepAsync(token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ConnectAsync(CancellationToken token)
    {
        while (true)
        {
            var connection = await Source.NextConnectionAsync(token);
            if (Unreachable is { } end)
            {
                connection.Ended.SetResult(end);
                continue;
            }

            _connection = connection;
            connection.Connect();
            if (Capped > 0)
            {
                connection.Post(at => new FleetEvent.WorkersCapped(at, Source.Id, Capped));
            }
        }
    }

    private async Task StepAsync(CancellationToken token)
    {
        while (true)
        {
            var step = await Source.NextStepAsync(token);
            step.Report.SetResult(Steps?.Invoke(step) ?? new StepReport(true, "answered"));
        }
    }

    private bool Answer(FakeSource.Question question)
    {
        foreach (var name in Workers)
        {
            var id = Source.Worker(name);
            _connection!.Post(at => question.Kind switch
            {
                FactKind.Control => new FleetEvent.WorkerAnswered(at, Source.Ref(name), TimeSpan.FromMilliseconds(1)),
                FactKind.Stats => new FleetEvent.FactAnswered(at, id, new FactAnswer.Stats(FleetFeed.StatsOf())),
                FactKind.Active => new FleetEvent.FactAnswered(at, id, new FactAnswer.Active([FleetFeed.Run("run-1", slot: 101)])),
                FactKind.Queues => new FleetEvent.FactAnswered(at, id, new FactAnswer.Queues([new QueueBinding("mail", "mail", "direct", "mail")])),
                FactKind.Scheduled => new FleetEvent.FactAnswered(at, id, new FactAnswer.Scheduled([])),
                FactKind.Reserved => new FleetEvent.FactAnswered(at, id, new FactAnswer.Reserved([])),
                FactKind.Depth => new FleetEvent.QueueSeen(at, new QueueId(Source.Id, "mail"), new QueueDepth(3, [new PriorityDepth(0, 3)], 0, null)),
                _ => new FleetEvent.FactFailed(at, id, question.Kind, "the fake does not know"),
            });
        }

        return true;
    }
}
