using System.Collections.Concurrent;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Tests.Engine;

/// <summary>A running engine on a hand-moved clock with one hand-fed source and an audit log of its own.</summary>
internal sealed class EngineBench : IAsyncDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"wconsole-engine-{Guid.NewGuid():N}");

    public EngineBench(string? auditDirectory = null, int actionsAtOnce = 8)
    {
        AuditDirectory = auditDirectory ?? Path.Combine(_directory, "audit");
        Engine = new FleetEngine(
            new EngineOptions("shop", "ops1", AuditDirectory, t => t.Replace("s3cret", "***", StringComparison.Ordinal), Log.Enqueue) { ActionsAtOnce = actionsAtOnce },
            [Source],
            Time);
        Engine.Start();
    }

    public ManualTime Time { get; } = new();

    public FakeSource Source { get; } = new();

    public FleetEngine Engine { get; }

    public string AuditDirectory { get; }

    public ConcurrentQueue<string> Log { get; } = new();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The source connects; these workers come online.</summary>
    public async Task<FakeSource.Connection> ConnectAsync(params string[] workers)
    {
        var connection = await Source.NextConnectionAsync(Token);
        connection.Connect();
        foreach (var worker in workers)
        {
            connection.Post(at => new FleetEvent.WorkerOnline(at, Source.Ref(worker), new Beat(11, TimeSpan.FromSeconds(2), 0, 0, "1.0")));
        }

        await UntilAsync(s => s.Workers.Items.Count == workers.Length && s.Sources.Any(x => x.Phase == SourcePhase.Connected));
        return connection;
    }

    public async Task<FleetSnapshot> UntilAsync(Func<FleetSnapshot, bool> holds) =>
        await Engine.WhenAsync(holds, TimeSpan.FromDays(1), Token) ?? throw new InvalidOperationException("a day has passed");

    /// <summary>Waits until a run is there and in a phase.</summary>
    public async Task<ActionRun> RunInAsync(string id, ActionPhase phase) =>
        (await UntilAsync(s => s.Actions.Any(a => a.Id == id && a.Phase == phase))).Actions.First(a => a.Id == id);

    public string[] AuditLines() => File.ReadAllLines(Path.Combine(AuditDirectory, "audit.jsonl"));

    public FleetAction Ask(ActionId action, params string[] workers) => new(action, [.. workers.Select(Source.Worker)], null, null, null, "ann (batch)");

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
