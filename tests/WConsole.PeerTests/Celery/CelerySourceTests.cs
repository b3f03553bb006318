using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Celery;

/// <summary>What the source sees of three real 5.2.6 workers, and what it does to them without ending any.</summary>
public sealed class CelerySourceTests(CeleryFleet fleet) : IClassFixture<CeleryFleet>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task All_workers_appear_at_once_and_tell_everything()
    {
        await fleet.StartAsync(Token);
        await using var rig = await SourceRig.StartAsync(fleet.Redis.CeleryUrl(), Token, s => s with { ReplyTimeout = TimeSpan.FromSeconds(10) });
        foreach (var worker in fleet.Workers.All)
        {
            await rig.SeesAsync(worker.NodeName, Token);
        }

        var firstName = rig.Events().First(e => e is FleetEvent.WorkerAnswered or FleetEvent.WorkerBeat or FleetEvent.WorkerListed).At - rig.ConnectedAt;
        TestContext.Current.SendDiagnosticMessage($"first name {firstName.TotalMilliseconds:0.0} ms after connecting");
        Assert.True(firstName < TimeSpan.FromMilliseconds(500), $"first name after {firstName}");
        Assert.Contains(rig.Events(), e => e is FleetEvent.ListenersCounted { Count: 3 });

        foreach (var kind in Enum.GetValues<FactKind>())
        {
            await rig.Source.AskAsync(kind, null, Token);
        }

        var pre = rig.Get(fleet.Prefork.NodeName);
        var stats = pre.Facts.Stats.Value!;
        Assert.Equal(fleet.Prefork.Pid, stats.Pid);
        Assert.Equal("prefork", stats.Pool.Kind);
        Assert.Equal(2, stats.Pool.Size);
        Assert.Equal(2, stats.Pool.ChildPids.Length);
        Assert.Contains(new Detail("soft time limit", "500 s"), stats.Pool.Limits);
        Assert.Contains(new Detail("max tasks per child", "1000"), stats.Pool.Limits);
        Assert.InRange(stats.MaxRss ?? 0, 10 << 20, 1L << 30);
        Assert.Equal(["pre"], pre.Facts.Queues.Value.Select(q => q.Name));
        Assert.Contains("proj.sleep", pre.Facts.Registered.Value);
        Assert.Contains(pre.Facts.Conf.Value, d => d.Label == "broker_url");
        Assert.Contains("celery:5.2.6", pre.Facts.Report.Value, StringComparison.Ordinal);
        Assert.True(pre.Facts.Clock.HasValue && pre.Facts.Reserved.HasValue && pre.Facts.Scheduled.HasValue && pre.Facts.Revoked.HasValue);
        Assert.True(pre.Facts.Active is { HasValue: true, Value.IsEmpty: true });

        var solo = rig.Get(fleet.Solo.NodeName).Facts.Stats.Value!;
        Assert.Equal(("solo", 1), (solo.Pool.Kind, solo.Pool.Size));
        var threads = rig.Get(fleet.Threads.NodeName).Facts.Stats.Value!;
        Assert.Equal(("threads", 3), (threads.Pool.Kind, threads.Pool.Size));
        Assert.All(threads.Pool.Limits, l => Assert.False(l.Enforced));

        foreach (var worker in fleet.Workers.All)
        {
            var ours = Assert.IsType<ProcessSight.Ours>(rig.Get(worker.NodeName).Facts.Process.Value);
            Assert.Equal((worker.Pid, worker.StderrPath, false), (ours.Pid, ours.StderrPath, ours.StdoutIsTerminal));
            Assert.Contains(rig.Events(), e => e is FleetEvent.QueueSeen { Queue.Name: var q } && q == worker.Options.Queues);
        }

        await rig.UntilAsync(() => rig.Get(fleet.Prefork.NodeName).Version == "5.2.6", Token);
        Assert.DoesNotContain(rig.Events(), e => e is FleetEvent.Malformed);
    }

    [Fact(Timeout = 120_000)]
    public async Task Running_and_reserved_tasks_and_depths_are_told_and_a_busy_solo_worker_answers_late()
    {
        await fleet.StartAsync(Token);
        await using var rig = await SourceRig.StartAsync(fleet.Redis.CeleryUrl(), Token);
        await rig.SeesAsync(fleet.Solo.NodeName, Token);
        await fleet.Redis.CliAsync(Token, "LPUSH", "idle-queue", "x", "y");
        await fleet.Redis.CliAsync(Token, "LPUSH", "idle-queue\x06\x16" + "3", "z");
        await fleet.Redis.CliAsync(Token, "SADD", "_kombu.binding.celery", "idle-queue\x06\x16\x06\x16idle-queue");
        await fleet.Workers.CallAsync("sleep", "[9]", Token, count: 1, queue: "solo");
        await fleet.Workers.CallAsync("sleep_late", "[4]", Token, count: 3, queue: "pre");
        await Until.TrueAsync(
            async () => (await rig.AskAsync(fleet.Prefork.NodeName, Token, FactKind.Active)).Facts.Active.Value.Length == 2,
            TimeSpan.FromSeconds(10), () => "the tasks do not run", Token);
        var pre = await rig.AskAsync(fleet.Prefork.NodeName, Token, FactKind.Reserved, FactKind.Depth);
        Assert.All(pre.Facts.Active.Value, r => Assert.Equal(("proj.sleep_late", false, "pre"), (r.Name, r.Acknowledged, r.Queue)));
        Assert.All(pre.Facts.Active.Value, r => Assert.NotNull(r.SlotPid));
        Assert.Single(pre.Facts.Reserved.Value);
        var depth = rig.Events().OfType<FleetEvent.QueueSeen>().Last(e => e.Queue.Name == "pre").Depth;
        Assert.Equal((0, 3), (depth.Waiting, depth.Unacked));
        var idle = rig.Events().OfType<FleetEvent.QueueSeen>().Last(e => e.Queue.Name == "idle-queue").Depth;
        Assert.Equal(3, idle.Waiting);
        Assert.Equal([2, 1, 0, 0], idle.Steps.Select(s => s.Waiting));

        await rig.Source.AskAsync(FactKind.Clock, [SourceRig.IdOf(fleet.Solo.NodeName)], Token);
        Assert.Equal(FactState.Failed, rig.Get(fleet.Solo.NodeName).Facts.Clock.State);
        await rig.UntilAsync(() => rig.Get(fleet.Solo.NodeName).Facts.Clock.State == FactState.Fresh, Token);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_reply_binding_is_written_with_every_request_and_removed_at_the_end()
    {
        await fleet.StartAsync(Token);
        await using (var rig = await SourceRig.StartAsync(fleet.Redis.CeleryUrl(), Token))
        {
            await rig.SeesAsync(fleet.Prefork.NodeName, Token);
            await fleet.Redis.CliAsync(Token, "DEL", "_kombu.binding.reply.celery.pidbox");
            var worker = await rig.AskAsync(fleet.Prefork.NodeName, Token, FactKind.Clock);
            Assert.Equal(FactState.Fresh, worker.Facts.Clock.State);
            Assert.Contains("wconsole-", await fleet.Redis.CliAsync(Token, "SMEMBERS", "_kombu.binding.reply.celery.pidbox"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("wconsole-", await fleet.Redis.CliAsync(Token, "SMEMBERS", "_kombu.binding.reply.celery.pidbox"), StringComparison.Ordinal);
        Assert.Equal("", await fleet.Redis.CliAsync(Token, "KEYS", "wconsole-*"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_ping_is_timed_and_a_worker_that_is_not_there_is_no_answer()
    {
        await fleet.StartAsync(Token);
        await using var rig = await SourceRig.StartAsync(fleet.Redis.CeleryUrl(), Token);
        await rig.SeesAsync(fleet.Prefork.NodeName, Token);
        var (_, reports, _) = await rig.DoAsync(ActionId.Ping, fleet.Prefork.NodeName, Token);
        Assert.Matches("^pong in [0-9.]+ ms$", reports[0].Text);
        var nobody = rig.Get(fleet.Prefork.NodeName) with { Id = SourceRig.IdOf("nobody@x"), Name = "nobody@x" };
        var report = await rig.Source.RunAsync(new RouteStep.RemoteControl("ping"), nobody, Token);
        Assert.Equal(new StepReport(false, "no answer in 1.5 s"), report);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_prefork_pool_grows_and_shrinks_and_a_threads_pool_says_why_not()
    {
        await fleet.StartAsync(Token);
        await using var rig = await SourceRig.StartAsync(fleet.Redis.CeleryUrl(), Token);
        await rig.SeesAsync(fleet.Prefork.NodeName, Token);
        var since = rig.Now;
        var (_, _, before) = await rig.DoAsync(ActionId.PoolGrow, fleet.Prefork.NodeName, Token, amount: 1);
        Assert.Equal("2 → 3 slots", (await rig.EffectAsync(ActionId.PoolGrow, before, since, Token, amount: 1)).Text);
        since = rig.Now;
        (_, _, before) = await rig.DoAsync(ActionId.PoolShrink, fleet.Prefork.NodeName, Token, amount: 1);
        Assert.Equal("3 → 2 slots", (await rig.EffectAsync(ActionId.PoolShrink, before, since, Token, amount: 1)).Text);

        var refused = Assert.IsType<ActionPlan.Refused>(await rig.PlanAsync(ActionId.PoolShrink, fleet.Prefork.NodeName, Token, amount: 2));
        Assert.Contains("at least 1 must stay", refused.Text, StringComparison.Ordinal);
        refused = Assert.IsType<ActionPlan.Refused>(await rig.PlanAsync(ActionId.PoolGrow, fleet.Threads.NodeName, Token, amount: 1));
        Assert.Contains("threads pool cannot be resized", refused.Text, StringComparison.Ordinal);

        // What the checks hold back comes back as the worker's own error text.
        var report = await rig.Source.RunAsync(new RouteStep.RemoteControl("pool_grow", 1), rig.Get(fleet.Threads.NodeName), Token);
        Assert.False(report.Ok);
        Assert.Contains("no attribute 'grow'", report.Text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("prefork")]
    [InlineData("threads")]
    [InlineData("solo")]
    public async Task A_traceback_dump_is_shown_by_thread(string pool)
    {
        await fleet.StartAsync(Token);
        var worker = fleet.Workers.All.First(w => w.Options.Pool == pool);
        await using var rig = await SourceRig.StartAsync(fleet.Redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        var (plan, reports, _) = await rig.DoAsync(ActionId.Traceback, worker.NodeName, Token);
        Assert.Contains(plan.Notes, n => n.Contains(worker.StderrPath, StringComparison.Ordinal));
        var dump = reports[^1].Detail!;
        Assert.Contains("Thread MainThread\n  File \"", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("LOCAL VARIABLES", dump, StringComparison.Ordinal);
        Assert.False(worker.HasExited);
    }

    [Fact(Timeout = 60_000)]
    public async Task Restart_of_a_worker_that_nobody_keeps_is_offered_through_the_local_launcher()
    {
        await fleet.StartAsync(Token);
        await using var rig = await SourceRig.StartAsync(fleet.Redis.CeleryUrl(), Token);
        await rig.SeesAsync(fleet.Prefork.NodeName, Token);
        var ready = Assert.IsType<ActionPlan.Ready>(await rig.PlanAsync(ActionId.Restart, fleet.Prefork.NodeName, Token));
        Assert.StartsWith($"note how pid {fleet.Prefork.Pid} was started, remote control: shutdown, wait for it to end, start it again here", ready.Route.Text, StringComparison.Ordinal);
    }
}
