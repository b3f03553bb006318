using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Engine;

public sealed class ActionRouterTests
{
    [Fact(Timeout = 20_000)]
    public async Task A_ping_is_asked_sent_and_done_when_its_step_reported()
    {
        await using var bench = Bench();
        await bench.ConnectAsync("w1");
        var id = Assert.Single(bench.Engine.Submit(bench.Ask(ActionId.Ping, "w1")));

        var step = await bench.Source.NextStepAsync(EngineBench.Token);
        Assert.Equal("ping", Assert.IsType<RouteStep.RemoteControl>(step.What).Command);
        await bench.RunInAsync(id, ActionPhase.Sending);
        step.Report.SetResult(new StepReport(true, "answered in 3 ms", "pong"));

        var run = await bench.RunInAsync(id, ActionPhase.Done);
        Assert.Equal(("answered in 3 ms", "pong"), (run.Progress, run.Detail));
        Assert.Equal(["asked", "ended"], bench.AuditLines().Select(l => l.Contains("\"event\":\"asked\"", StringComparison.Ordinal) ? "asked" : "ended"));
        Assert.All(bench.AuditLines(), l => Assert.Contains(id, l, StringComparison.Ordinal));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_warm_stop_past_its_deadline_is_late_offers_the_next_step_and_can_still_be_done()
    {
        await using var bench = Bench();
        var connection = await bench.ConnectAsync("w1");
        var id = await SentAsync(bench, bench.Ask(ActionId.WarmStop, "w1"));
        connection.Post(at => new FleetEvent.WorkerOffline(at, bench.Source.Ref("w1"), new Beat(11, null, 1, 5, null)));
        await bench.UntilAsync(s => s.Actions.Any(a => a.Progress.Contains("draining", StringComparison.Ordinal)));

        bench.Time.Advance(TimeSpan.FromSeconds(20));
        var late = await bench.RunInAsync(id, ActionPhase.Late);
        Assert.Equal(ActionId.ColdStop, late.NextStep);
        Assert.Contains("next: Cold stop", late.Progress, StringComparison.Ordinal);

        connection.Post(at => new FleetEvent.WorkerOffline(at, bench.Source.Ref("w1"), new Beat(11, null, 0, 5, null)));
        await bench.UntilAsync(s => s.Workers.Items[0].Worker.Signs.OfflineActive == 0);
        var done = await AdvanceUntilAsync(bench, id, ActionPhase.Done);
        Assert.True(done.Ended);
    }

    [Fact(Timeout = 20_000)]
    public async Task Nothing_escalates_by_itself_but_what_the_asker_said_follows()
    {
        await using var bench = Bench();
        await bench.ConnectAsync("w1");
        await SentAsync(bench, bench.Ask(ActionId.WarmStop, "w1") with { Then = ActionId.ColdStop });
        bench.Time.Advance(TimeSpan.FromSeconds(16));

        var cold = await bench.Source.NextStepAsync(EngineBench.Token);
        Assert.Equal("stop-cold", Assert.IsType<RouteStep.RemoteControl>(cold.What).Command);
        bench.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.False(bench.Source.HasStep, "it escalates once");
    }

    [Fact(Timeout = 20_000)]
    public async Task An_effect_never_seen_ends_as_timed_out()
    {
        await using var bench = Bench();
        await bench.ConnectAsync("w1");
        var id = await SentAsync(bench, bench.Ask(ActionId.PoolGrow, "w1") with { Amount = 1 });
        bench.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("given up", (await bench.RunInAsync(id, ActionPhase.TimedOut)).Progress, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"timed out\"", bench.AuditLines()[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_same_action_under_way_on_that_worker_is_refused()
    {
        await using var bench = Bench();
        await bench.ConnectAsync("w1", "w2");
        await SentAsync(bench, bench.Ask(ActionId.WarmStop, "w1"));

        var second = Assert.Single(bench.Engine.Submit(bench.Ask(ActionId.WarmStop, "w1")));
        var refused = await bench.RunInAsync(second, ActionPhase.Refused);
        Assert.Contains("under way", refused.Progress, StringComparison.Ordinal);
        Assert.IsType<ActionPlan.Refused>(bench.Engine.Preview(bench.Ask(ActionId.WarmStop, "w1"))[0].Plan);
        Assert.IsType<ActionPlan.Ready>(bench.Engine.Preview(bench.Ask(ActionId.WarmStop, "w2"))[0].Plan);
        Assert.False(bench.Source.HasStep);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_unknown_worker_and_an_unfit_route_are_refused_with_the_reason()
    {
        await using var bench = Bench();
        bench.Source.Offers = (_, _) => [new RouteOffer.Unfit("it runs on another host", "run wconsole there")];
        await bench.ConnectAsync("w1");
        var ids = bench.Engine.Submit(bench.Ask(ActionId.HupRestart, "nobody", "w1", "w1"));

        Assert.Equal(2, ids.Length);
        Assert.Equal("no worker fake/nobody is known", (await bench.RunInAsync(ids[0], ActionPhase.Refused)).Progress);
        Assert.Equal("it runs on another host; run wconsole there", (await bench.RunInAsync(ids[1], ActionPhase.Refused)).Progress);
        Assert.Equal(4, bench.AuditLines().Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task Steps_stop_at_the_first_failure_and_a_wait_that_saw_the_end_skips_the_stronger_step()
    {
        await using var bench = Bench();
        bench.Source.Offers = (_, _) =>
        [
            new RouteOffer.Fits(new Route([new RouteStep.Signal("TERM", 11, 5), new RouteStep.AwaitGone(11, 5, TimeSpan.FromSeconds(5)), new RouteStep.Signal("KILL", 11, 5)], "local")),
        ];
        await bench.ConnectAsync("w1", "w2", "w3");

        var gone = bench.Engine.Submit(bench.Ask(ActionId.Traceback, "w1"))[0];
        await ReportAsync(bench, "signal TERM to pid 11", true);
        await ReportAsync(bench, "wait up to 5 s for it to end", true);
        await bench.RunInAsync(gone, ActionPhase.Done);

        var still = bench.Engine.Submit(bench.Ask(ActionId.Traceback, "w2"))[0];
        await ReportAsync(bench, "signal TERM to pid 11", true);
        await ReportAsync(bench, "wait up to 5 s for it to end", false);
        await ReportAsync(bench, "signal KILL to pid 11", true);
        await bench.RunInAsync(still, ActionPhase.Done);

        var failed = bench.Engine.Submit(bench.Ask(ActionId.Traceback, "w3"))[0];
        await ReportAsync(bench, "signal TERM to pid 11", false);
        await bench.RunInAsync(failed, ActionPhase.Failed);
        Assert.False(bench.Source.HasStep);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_wait_for_the_end_is_late_past_the_deadline_and_still_leads_to_the_next_step()
    {
        await using var bench = Bench();
        bench.Source.Offers = (action, _) =>
        [
            action.Action == ActionId.Restart
                ? new RouteOffer.Fits(new Route([new RouteStep.HandOver("w1:0", 11, 5), new RouteStep.RemoteControl("shutdown"), new RouteStep.AwaitEnd(11, 5), new RouteStep.StartHere("w1:0")], "nobody keeps it"))
                : new RouteOffer.Unfit("not asked", ""),
        ];
        bench.Source.Assess = (_, _) => new Assessment(Risk.Reversible, [], [], TimeSpan.FromSeconds(15), ActionId.ColdStop);
        await bench.ConnectAsync("w1");
        var id = bench.Engine.Submit(bench.Ask(ActionId.Restart, "w1"))[0];
        await ReportAsync(bench, "note how pid 11 was started", true);
        await ReportAsync(bench, "remote control: shutdown", true);
        await ReportAsync(bench, "wait up to 1 s for it to end", false);
        await bench.RunInAsync(id, ActionPhase.Watching);
        bench.Time.Advance(TimeSpan.FromSeconds(16));
        await ReportAsync(bench, "wait up to 1 s for it to end", false);
        Assert.Contains("next: Cold stop", (await bench.RunInAsync(id, ActionPhase.Late)).Progress, StringComparison.Ordinal);
        await ReportAsync(bench, "wait up to 1 s for it to end", true);
        await ReportAsync(bench, "start it again here as w1:0", false);
        Assert.Equal("no", (await bench.RunInAsync(id, ActionPhase.Failed)).Progress);
    }

    [Fact(Timeout = 20_000)]
    public async Task No_more_than_eight_are_sent_at_once()
    {
        await using var bench = Bench();
        var names = Enumerable.Range(0, 12).Select(i => $"w{i}").ToArray();
        await bench.ConnectAsync(names);
        bench.Engine.Submit(bench.Ask(ActionId.Ping, names));
        var steps = new List<FakeSource.Step>();
        for (var i = 0; i < 8; i++)
        {
            steps.Add(await bench.Source.NextStepAsync(EngineBench.Token));
        }

        await bench.UntilAsync(s => s.Actions.Count(a => a.Phase == ActionPhase.Sending) == 8);
        Assert.False(bench.Source.HasStep);
        steps[0].Report.SetResult(new StepReport(true, "pong"));
        await bench.Source.NextStepAsync(EngineBench.Token);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_step_that_throws_is_a_failed_action_and_a_log_line()
    {
        await using var bench = Bench();
        await bench.ConnectAsync("w1");
        var id = bench.Engine.Submit(bench.Ask(ActionId.Ping, "w1"))[0];
        (await bench.Source.NextStepAsync(EngineBench.Token)).Report.SetException(new InvalidOperationException("off by one"));

        Assert.Contains("off by one", (await bench.RunInAsync(id, ActionPhase.Failed)).Progress, StringComparison.Ordinal);
        Assert.Contains(bench.Log, l => l.Contains("off by one", StringComparison.Ordinal));
    }

    [Fact(Timeout = 20_000)]
    public async Task Needed_facts_are_asked_first_and_planning_waits_two_seconds_at_most()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        var preparing = bench.Engine.PrepareAsync(bench.Ask(ActionId.PoolGrow, "w1") with { Amount = 2 }, EngineBench.Token);
        Assert.Equal("Stats of w1", (await bench.Source.NextQuestionAsync(EngineBench.Token)).ToString());
        Assert.False(preparing.IsCompleted);
        connection.Post(at => new FleetEvent.FactAnswered(at, bench.Source.Worker("w1"), new FactAnswer.Stats(new WorkerStats(1, null, Pool.Unknown, [], null, null, null, []))));
        var plan = Assert.Single(await preparing);
        Assert.NotNull(plan.Worker!.Facts.Stats.Value);

        var silent = bench.Engine.PrepareAsync(bench.Ask(ActionId.WarmStop, "w1"), EngineBench.Token);
        await bench.Source.NextQuestionAsync(EngineBench.Token);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<ActionPlan.Ready>(Assert.Single(await silent).Plan);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_answer_from_before_does_not_count_because_tasks_began_since()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        var grow = bench.Ask(ActionId.PoolGrow, "w1") with { Amount = 2 };
        FleetEvent Answer(TimeSpan at, int slots) => new FleetEvent.FactAnswered(
            at, bench.Source.Worker("w1"), new FactAnswer.Stats(new WorkerStats(slots, null, Pool.Unknown, [], null, null, null, [])));
        var first = bench.Engine.PrepareAsync(grow, EngineBench.Token);
        var asked = await bench.Source.NextQuestionAsync(EngineBench.Token);
        connection.Post(at => Answer(at, 1));
        asked.Done.SetResult();
        await first;

        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = bench.Engine.PrepareAsync(grow, EngineBench.Token);
        bench.Time.Advance(TimeSpan.FromMilliseconds(150));
        await bench.Source.NextQuestionAsync(EngineBench.Token);
        Assert.False(second.IsCompleted);
        connection.Post(at => Answer(at, 7));
        Assert.Equal(7, Assert.Single(await second).Worker!.Facts.Stats.Value!.Pid);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_lossy_action_is_refused_when_the_audit_cannot_be_written_and_others_go_on()
    {
        var file = Path.GetTempFileName();
        await using var bench = Bench(auditDirectory: file);
        await bench.ConnectAsync("w1");
        var cold = bench.Engine.Submit(bench.Ask(ActionId.ColdStop, "w1"))[0];
        Assert.Contains("audit log cannot be written", (await bench.RunInAsync(cold, ActionPhase.Refused)).Progress, StringComparison.Ordinal);
        Assert.False(bench.Source.HasStep);

        var ping = bench.Engine.Submit(bench.Ask(ActionId.Ping, "w1"))[0];
        (await bench.Source.NextStepAsync(EngineBench.Token)).Report.SetResult(new StepReport(true, "pong"));
        Assert.Contains("audit log cannot be written", (await bench.RunInAsync(ping, ActionPhase.Done)).Progress, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact(Timeout = 20_000)]
    public async Task Leaving_ends_the_watching_and_the_audit_says_so()
    {
        var bench = Bench();
        await bench.ConnectAsync("w1");
        await SentAsync(bench, bench.Ask(ActionId.WarmStop, "w1"));
        await bench.Engine.DisposeAsync();
        Assert.Contains("left before the effect was seen", bench.AuditLines()[1], StringComparison.Ordinal);
        await bench.DisposeAsync();
    }

    // Facts are not what these tests are about: every question ends at once without an answer.
    private static EngineBench Bench(string? auditDirectory = null)
    {
        var bench = new EngineBench(auditDirectory);
        bench.Source.Knows = _ => false;
        return bench;
    }

    private static async Task<string> SentAsync(EngineBench bench, FleetAction action)
    {
        var id = Assert.Single(bench.Engine.Submit(action));
        (await bench.Source.NextStepAsync(EngineBench.Token)).Report.SetResult(new StepReport(true, "sent"));
        await bench.RunInAsync(id, ActionPhase.Watching);
        return id;
    }

    private static async Task ReportAsync(EngineBench bench, string text, bool ok)
    {
        var step = await bench.Source.NextStepAsync(EngineBench.Token);
        Assert.Equal(text, step.What.Text);
        step.Report.SetResult(new StepReport(ok, ok ? "yes" : "no"));
    }

    private static async Task<ActionRun> AdvanceUntilAsync(EngineBench bench, string id, ActionPhase phase)
    {
        while (bench.Engine.Snapshot().Actions.First(a => a.Id == id) is var run)
        {
            if (run.Phase == phase)
            {
                return run;
            }

            EngineBench.Token.ThrowIfCancellationRequested();
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        throw new InvalidOperationException();
    }
}
