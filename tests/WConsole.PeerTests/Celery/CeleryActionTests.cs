using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Celery;

/// <summary>Actions that end or replace a real worker, each watched to its effect.</summary>
public sealed class CeleryActionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(CeleryVersion.Debian, "threads")]
    [InlineData(CeleryVersion.Debian, "prefork")]
    [InlineData(CeleryVersion.Newest, "prefork")]
    public async Task A_warm_stop_lets_the_running_task_finish(CeleryVersion version, string pool)
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions { Name = "w1", Version = version, Pool = pool }, Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        var id = Assert.Single(await workers.CallAsync("sleep", "[3]", Token));
        await RunsAsync(rig, worker, 1);

        var since = rig.Now;
        var (plan, _, before) = await rig.DoAsync(ActionId.WarmStop, worker.NodeName, Token);
        Assert.Equal("remote control: shutdown", plan.Route.Text);
        Assert.Equal((Risk.Reversible, (ActionId?)ActionId.ColdStop), (plan.Risk, plan.NextStep));
        await rig.UntilAsync(() => rig.Get(worker.NodeName).Signs.OfflineAt is not null, Token);

        // While it drains a second warm stop is refused: on 5.2 it would abort the task.
        var again = Assert.IsType<ActionPlan.Refused>(ActionPlanner.Plan(
            new FleetAction(ActionId.WarmStop, [before.Id], null, null, null, "test"), rig.Get(worker.NodeName), rig.Source.Profile));
        Assert.Contains("draining", again.Why, StringComparison.Ordinal);

        var seen = await rig.EffectAsync(ActionId.WarmStop, before, since, Token);
        Assert.True(seen.Proven, seen.Text);
        await worker.WaitForExitAsync(Token);
        Assert.Equal(0, worker.ExitCode);
        Assert.Contains($"proj.sleep[{id}] succeeded", worker.Output(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cold_stop_names_what_is_lost_and_ends_a_prefork_worker_at_once()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions(), Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        var early = Assert.Single(await workers.CallAsync("sleep", "[60]", Token));
        var late = Assert.Single(await workers.CallAsync("sleep_late", "[60]", Token));
        await RunsAsync(rig, worker, 2);

        var since = rig.Now;
        var (plan, _, before) = await rig.DoAsync(ActionId.ColdStop, worker.NodeName, Token);
        Assert.Equal(Risk.Lossy, plan.Risk);
        Assert.Equal(Fate.Lost, Assert.Single(plan.Losses, l => l.Run.Id == early).Fate);
        Assert.Equal(Fate.Redelivered, Assert.Single(plan.Losses, l => l.Run.Id == late).Fate);
        var seen = await rig.EffectAsync(ActionId.ColdStop, before, since, Token);
        Assert.True(seen.Proven, seen.Text);
        await worker.WaitForExitAsync(Token);
        var waiting = await redis.CliAsync(Token, "LRANGE", "celery", "0", "-1");
        Assert.Contains(late, waiting, StringComparison.Ordinal);
        Assert.DoesNotContain(early, waiting, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cold_stop_of_a_threads_worker_ends_in_a_kill_when_its_tasks_go_on()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions { Pool = "threads" }, Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        await workers.CallAsync("sleep", "[60]", Token);
        await RunsAsync(rig, worker, 1);
        var (plan, reports, _) = await rig.DoAsync(ActionId.ColdStop, worker.NodeName, Token);
        Assert.Equal(3, plan.Route.Steps.Length);
        Assert.Equal([true, false, true], reports.Select(r => r.Ok));
        Assert.Contains("still lives", reports[1].Text, StringComparison.Ordinal);
        await worker.WaitForExitAsync(Token);
        var sight = (await rig.AskAsync(worker.NodeName, Token, FactKind.Process)).Facts.Process.Value;
        Assert.Equal(worker.Pid, Assert.IsType<ProcessSight.Gone>(sight).Pid);
    }

    [Fact(Timeout = 120_000)]
    public async Task Hup_restarts_a_worker_in_place()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions(), Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        // Old enough that a fresh uptime can be told from the one it has.
        await Until.TrueAsync(
            async () => (await rig.AskAsync(worker.NodeName, Token, FactKind.Stats)).Facts.Stats.Value?.Uptime > TimeSpan.FromSeconds(3),
            TimeSpan.FromSeconds(20), () => "its uptime does not grow", Token);
        var since = rig.Now;
        var (_, _, before) = await rig.DoAsync(ActionId.HupRestart, worker.NodeName, Token);
        await rig.EffectAsync(ActionId.HupRestart, before, since, Token);
        var after = await rig.AskAsync(worker.NodeName, Token, FactKind.Stats, FactKind.Process);
        var (was, ours) = (Assert.IsType<ProcessSight.Ours>(before.Facts.Process.Value), Assert.IsType<ProcessSight.Ours>(after.Facts.Process.Value));
        Assert.Equal((worker.Pid, was.StartTicks), (ours.Pid, ours.StartTicks));
        Assert.True(after.Signs.Restarts > 0);
        Assert.False(worker.HasExited);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_newest_release_is_seen_dumped_and_resized_like_the_old_one()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions { Version = CeleryVersion.Newest }, Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        await rig.UntilAsync(() => rig.Get(worker.NodeName).Version is not null, Token);
        Assert.StartsWith("5.7", rig.Get(worker.NodeName).Version, StringComparison.Ordinal);
        var (_, reports, _) = await rig.DoAsync(ActionId.Traceback, worker.NodeName, Token);
        Assert.Contains("Thread MainThread\n", reports[^1].Detail, StringComparison.Ordinal);
        var since = rig.Now;
        var (_, _, before) = await rig.DoAsync(ActionId.PoolGrow, worker.NodeName, Token, amount: 2);

        // That environment has setproctitle, which hides how the worker was started (celery-redis §5.3).
        var refused = Assert.IsType<ActionPlan.Refused>(await rig.PlanAsync(ActionId.HupRestart, worker.NodeName, Token));
        Assert.Contains("does not show how it was started", refused.Why, StringComparison.Ordinal);
        Assert.Equal("2 → 4 slots", (await rig.EffectAsync(ActionId.PoolGrow, before, since, Token, amount: 2)).Text);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_processes_under_one_name_are_both_told()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var first = await workers.StartAsync(new CeleryWorkerOptions { Name = "twin", Pool = "solo" }, Token);
        var second = await workers.StartAsync(new CeleryWorkerOptions { Name = "twin", Pool = "solo", Queues = "other" }, Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(first.NodeName, Token);
        await rig.Source.AskAsync(FactKind.Stats, null, Token);
        await rig.UntilAsync(() => rig.Get(first.NodeName).Instances.Length == 2, Token);
        Assert.Equal(
            new HashSet<int> { first.Pid, second.Pid },
            rig.Events().OfType<FleetEvent.FactAnswered>().Select(e => e.Answer).OfType<FactAnswer.Stats>().Select(s => s.Value.Pid ?? 0).ToHashSet());
        var plan = Assert.IsType<ActionPlan.Ready>(await rig.PlanAsync(ActionId.WarmStop, first.NodeName, Token));
        Assert.Contains(plan.Notes, n => n.StartsWith("two processes answer", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_signal_goes_only_to_the_very_process_that_was_proven()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions { Pool = "solo" }, Token);
        await using var rig = await SourceRig.StartAsync(redis.CeleryUrl(), Token);
        await rig.SeesAsync(worker.NodeName, Token);
        await rig.AskAsync(worker.NodeName, Token, [.. ActionTable.Get(ActionId.HupRestart).Needs]);
        var seen = rig.Get(worker.NodeName);
        var ours = Assert.IsType<ProcessSight.Ours>(seen.Facts.Process.Value);

        // A step whose start time is not the proven one is not carried out.
        var report = await rig.Source.RunAsync(new RouteStep.Signal("KILL", ours.Pid, ours.StartTicks + 1), seen, Token);
        Assert.False(report.Ok);
        Assert.Contains("not proven", report.Text, StringComparison.Ordinal);
        Assert.False(worker.HasExited);
    }

    private static Task RunsAsync(SourceRig rig, CeleryWorker worker, int count) => Until.TrueAsync(
        async () => (await rig.AskAsync(worker.NodeName, Token, FactKind.Active)).Facts.Active.Value is { IsDefault: false } runs && runs.Length == count,
        TimeSpan.FromSeconds(15), () => "the tasks do not run", Token);
}
