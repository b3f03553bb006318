using System.Text.Json;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Frameworks.Kept;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Real Celery workers that a broker reports and the launcher keeps: one row each, and what ends them goes by their keeper.</summary>
public sealed class LinkedWorkersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 240_000)]
    public async Task In_batch_they_are_one_row_each_and_a_stop_goes_by_their_keeper()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("redis-server", "celery", "python3");
        await using var redis = await RedisServer.StartAsync(token);
        await using var rig = new LauncherRig();
        await UpAsync(rig, redis, token);
        await using var line = await rig.LineAsync(token);
        var nodes = line.Picture.Programs.Select(p => p.Node!).ToList();

        var workers = await ItemsAsync(rig, token, "--batch", "workers", "-o", "json");
        Assert.Equal(nodes, workers.Select(w => w.GetProperty("name").GetString()!).Order());
        Assert.Equal(["web:0", "web:1"], workers.Select(w => w.GetProperty("unit").GetString()).Order());
        Assert.All(workers, w => Assert.Equal(("local", "ready"), (w.GetProperty("keeper").GetString(), w.GetProperty("state").GetString())));
        Assert.All(workers, w => Assert.Equal(1, w.GetProperty("pool").GetProperty("size").GetInt32()));
        Assert.Equal(2, Assert.Single(await ItemsAsync(rig, token, "--batch", "hosts", "-o", "json")).GetProperty("workers").GetInt32());

        // Either name means the same worker.
        var described = await rig.DoneAsync(token, "--batch", "describe", "web:1");
        Assert.Contains($"celery/{nodes[1]}", described.Out, StringComparison.Ordinal);
        Assert.Contains("local, as web:1", described.Out, StringComparison.Ordinal);
        Assert.Contains("proven: ", described.Out, StringComparison.Ordinal);

        // What the settings do not want is not looked at; what belongs to another cluster is not shown there.
        rig.Wconsole.WriteSettings($"clusters: {{ plain: {{ launcher: false, sources: [{{ redis: '{redis.CeleryUrl()}' }}] }}, other: {{ sources: [{{ redis: '{redis.CeleryUrl()[..^1]}9' }}] }} }}\n");
        Assert.All(await ItemsAsync(rig, token, "--batch", "-c", "plain", "workers", "-o", "json"), w => Assert.Equal(JsonValueKind.Null, w.GetProperty("keeper").ValueKind));
        Assert.Empty(await ItemsAsync(rig, token, "--batch", "-c", "other", "workers", "-o", "json"));

        var plan = await ItemsAsync(rig, token, "--batch", "-c", "shop", "stop", nodes[0], "--dry-run", "-o", "json");
        Assert.Equal("its keeper: stop web:0", Assert.Single(plan).GetProperty("route").GetString());
        await rig.DoneAsync(token, "--batch", "-c", "shop", "stop", nodes[0], "--yes");
        var stopped = (await rig.SeesAsync(line, p => p.Find("web:0")!.State.Phase == ProgramPhase.Stopped, token)).Find("web:0")!;
        Assert.Equal((false, 0), (stopped.State.Wanted, stopped.State.LastExit!.Code));
        var after = await ItemsAsync(rig, token, "--batch", "-c", "shop", "workers", "-o", "json");
        Assert.Equal(["ready", "stopped"], after.Select(w => w.GetProperty("state").GetString()).Order());

        // And the launcher's own verbs know it by its framework's name.
        await rig.DoneAsync(token, "start", nodes[0], "--timeout", "60s");
        Assert.Equal(2, line.Picture.Find("web:0")!.State.Run);
        Assert.Equal(2, (await ItemsAsync(rig, token, "--batch", "-c", "shop", "workers", "-o", "json")).Count);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_killed_main_process_is_waited_for_and_its_row_comes_back_with_a_new_pid()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("redis-server", "celery", "python3");
        await using var redis = await RedisServer.StartAsync(token);
        await using var rig = new LauncherRig();
        var broker = Assert.IsType<BrokerUrlReading.Urls>(BrokerUrl.Parse(redis.CeleryUrl())).First;
        await using var engine = new FleetEngine(
            new EngineOptions("test", "here", rig.Wconsole.File("state"), t => t, _ => { }),
            [
                new CelerySource(new SourceId("redis"), CelerySettings.Of(broker), TimeProvider.System),
                new KeptSource(new SourceId("local"), rig.Keeper, TimeProvider.System, new KeptScope([CeleryProfile.Id]) { MayBeAbsent = true }),
            ],
            TimeProvider.System);
        using var lease = engine.Declare("test", [.. new[] { FactKind.Control, FactKind.Stats, FactKind.Active, FactKind.Process }.Select(k => Interest.InAll(k, TimeSpan.FromSeconds(2)))]);
        engine.Start();

        // The console is there first: no launcher is no trouble, and one that is started later is found.
        var most = 0;
        await SeesAsync(s => s.Sources is [{ Id.Value: "redis", Phase: SourcePhase.Connected }]);
        await UpAsync(rig, redis, token);
        await using var line = await rig.LineAsync(token);
        var ready = await SeesAsync(s => s.Workers.Items.Count == 2 && s.Workers.Items.All(w => w is { Health.Health: Health.Ready, Worker.Kept.Evidence: LinkEvidence.Proven, Worker.Facts.Process.Value: ProcessSight.Ours }));
        var id = ready.Workers.Items.Single(w => w.Worker.Kept!.Unit.Id == "web:1").Worker.Id;
        var pid = Of(ready).Pid!.Value;
        Assert.Contains("same start time", Of(ready).Worker.Kept!.Why, StringComparison.Ordinal);

        LauncherRig.Kill(pid);
        var waiting = await SeesAsync(s => Of(s).Health.Health is Health.Waiting or Health.Lost or Health.Failed);
        Assert.Equal(Health.Waiting, Of(waiting).Health.Health);
        Assert.Contains("KILL", Of(waiting).Health.Why, StringComparison.Ordinal);
        Assert.NotNull(Of(waiting).Worker.Kept!.Unit.Due);
        var back = await SeesAsync(s => Of(s) is { Health.Health: Health.Ready, Worker.Kept.Evidence: LinkEvidence.Proven } row && row.Pid != pid);
        Assert.Equal(line.Picture.Find("web:1")!.State.Process!.Pid, Of(back).Pid);

        // A restart and a warm stop as a console asks for them: by the keeper, watched on the same row.
        var restart = await ActAsync(ActionId.Restart);
        Assert.Equal(("its keeper: restart web:1", ActionPhase.Done), (restart.Route, restart.Phase));
        Assert.Contains("and it answers", restart.Progress, StringComparison.Ordinal);
        var stop = await ActAsync(ActionId.WarmStop);
        Assert.Equal(("its keeper: stop web:1", ActionPhase.Done), (stop.Route, stop.Phase));
        Assert.Equal(Health.Stopped, Of(engine.Snapshot()).Health.Health);
        Assert.False(line.Picture.Find("web:1")!.State.Wanted);
        Assert.Equal(2, most);

        WorkerState Of(FleetSnapshot snapshot) => snapshot.Workers.Find(id)!;

        async Task<FleetSnapshot> SeesAsync(Func<FleetSnapshot, bool> holds) => await engine.WhenAsync(s => (most = Math.Max(most, s.Workers.Items.Count)) >= 0 && holds(s), Patience, token)
            ?? throw new Xunit.Sdk.XunitException($"not seen: {string.Join("; ", engine.Snapshot().Workers.Items.Select(w => $"{w.Worker.Id} {w.Health} pid {w.Pid} {w.Worker.Kept?.Evidence} {w.Worker.Kept?.Why}"))}{rig.Log()}");

        async Task<ActionRun> ActAsync(ActionId action)
        {
            var asked = Assert.Single(engine.Submit(new FleetAction(action, [id], null, null, null, "test")));
            var done = await SeesAsync(s => s.Actions.Any(a => a.Id == asked && a.Ended));
            return done.Actions.Single(a => a.Id == asked);
        }
    }

    private static async Task UpAsync(LauncherRig rig, RedisServer redis, CancellationToken token)
    {
        rig.Wconsole.Environment["NO_COLOR"] = "1";
        File.WriteAllText(rig.Wconsole.File("shop.py"), $"from celery import Celery\napp = Celery('shop', broker='{redis.CeleryUrl()}')\n");
        File.WriteAllText(rig.Wconsole.File("wconsole.yaml"), $$"""
            clusters:
              shop:
                sources: [{ redis: '{{redis.CeleryUrl()}}' }]
            groups:
              web:
                celery: { app: shop, concurrency: 1, program: [/usr/bin/python3, /usr/bin/celery] }
                replicas: 2
                restart: { first_pause: 3s }
            """);
        await rig.DoneAsync(token, "up", "--wait", "--timeout", "90s");
    }

    private static async Task<List<JsonElement>> ItemsAsync(LauncherRig rig, CancellationToken token, params string[] args)
    {
        var ran = await rig.DoneAsync(token, args);
        using var json = JsonDocument.Parse(ran.Out);
        return [.. json.RootElement.GetProperty("items").EnumerateArray().Select(i => i.Clone())];
    }
}
