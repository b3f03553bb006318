using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Engine;

/// <summary>A worker of one source that another one keeps: each step goes to whoever can do it.</summary>
public sealed class KeeperRouteTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wck-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact(Timeout = 20_000)]
    public async Task A_stop_is_asked_of_the_keeper_and_done_when_the_keeper_has_it_stopped()
    {
        var token = TestContext.Current.CancellationToken;
        var (broker, keeper) = (new FakeSource("broker") { Knows = _ => false }, new FakeSource("keeper") { Knows = _ => false });
        await using var engine = new FleetEngine(new EngineOptions("test", "here", _folder.FullName, t => t, _ => { }), [broker, keeper], TimeProvider.System);
        engine.Start();
        var (reports, keeps) = (await broker.NextConnectionAsync(token), await keeper.NextConnectionAsync(token));
        reports.Connect();
        keeps.Connect();
        reports.Post(at => new FleetEvent.WorkerOnline(at, broker.Ref("w1"), new Beat(11, null, 0, 0, null)));
        keeps.Post(at => new FleetEvent.UnitSeen(at, Unit(keeper, UnitPhase.Up, at)));
        Assert.NotNull(await engine.WhenAsync(s => s.Workers.Items is [{ Worker.Kept.Evidence: LinkEvidence.Proven }], TimeSpan.FromSeconds(10), token));

        var id = Assert.Single(engine.Submit(new FleetAction(ActionId.WarmStop, [broker.Worker("w1")], null, null, null, "test")));
        var step = await keeper.NextStepAsync(token);
        Assert.Equal(new RouteStep.Keeper("stop", "u:0"), step.What);
        step.Report.SetResult(new StepReport(true, "taken"));
        keeps.Post(at => new FleetEvent.UnitSeen(at, Unit(keeper, UnitPhase.Down, at)));
        var done = await engine.WhenAsync(s => s.Actions.Any(a => a.Id == id && a.Ended), TimeSpan.FromSeconds(10), token);
        Assert.Equal(ActionPhase.Done, done!.Actions.Single(a => a.Id == id).Phase);
        Assert.False(broker.HasStep);

        // And what is its framework's goes there.
        engine.Submit(new FleetAction(ActionId.Ping, [broker.Worker("w1")], null, null, null, "test"));
        Assert.Equal("ping", Assert.IsType<RouteStep.RemoteControl>((await broker.NextStepAsync(token)).What).Command);
        Assert.False(keeper.HasStep);
    }

    private static Unit Unit(FakeSource keeper, UnitPhase phase, TimeSpan at) => new(
        keeper.Id, "u:0", "local", FakeSource.Framework, "w1", "h1", new WorkerId(FakeSource.Framework, "", "w1"), true, phase, phase == UnitPhase.Up ? new UnitProcess(11, 5, at) : null, at, null,
        phase == UnitPhase.Up ? null : new KeeperWord(Health.Stopped, "stopped by request"), new UnitStop("TERM", TimeSpan.FromSeconds(10), null), 0, null);
}
