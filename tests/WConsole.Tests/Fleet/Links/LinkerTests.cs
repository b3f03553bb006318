using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Links;
using WConsole.Fleet.Model;
using static WConsole.Tests.Fleet.Links.LinkFeed;

namespace WConsole.Tests.Fleet.Links;

/// <summary>Which worker runs in which unit: every kind of evidence, and every contradiction.</summary>
public sealed class LinkerTests
{
    [Fact]
    public void The_same_pid_and_start_time_is_proof_whatever_the_names()
    {
        var feed = new LinkFeed().Sees(Unit(node: null, hasRow: false)).Up("by-hand@vm");
        Assert.Null(feed.Row.Worker.Kept);
        feed.Feed.Process("by-hand@vm", FleetFeed.Ours(100, 5));
        var kept = feed.Row.Worker.Kept!;
        Assert.Equal((LinkEvidence.Proven, "web:0"), (kept.Evidence, kept.Unit.Id));
        Assert.Contains("same start time", kept.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_of_the_process_that_the_keeper_started_is_its_worker()
    {
        var feed = new LinkFeed().Sees(Unit(pid: 90, start: 4)).Up();
        Assert.Equal(LinkEvidence.Remembered, feed.Row.Worker.Kept!.Evidence);
        feed.Feed.Process(Node, FleetFeed.Ours(100, 5) with { ParentPid = 90 });
        Assert.Equal(LinkEvidence.Proven, feed.Row.Worker.Kept!.Evidence);
    }

    [Fact]
    public void The_name_that_its_keeper_gave_it_and_the_pid_that_both_tell_are_proof()
    {
        var kept = new LinkFeed().Sees(Unit()).Up().Row.Worker.Kept!;
        Assert.Equal(LinkEvidence.Proven, kept.Evidence);
        Assert.Contains("says that it is pid 100", kept.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnitPhase.Waiting)]
    [InlineData(UnitPhase.Down)]
    [InlineData(UnitPhase.GivenUp)]
    [InlineData(UnitPhase.Starting)]
    [InlineData(UnitPhase.Stopping)]
    public void Between_two_processes_it_is_remembered(UnitPhase phase)
    {
        var feed = new LinkFeed().Sees(Unit()).Up().Wait(5).Sees(Unit(phase, pid: null, at: 5));
        Assert.Equal(LinkEvidence.Remembered, feed.Row.Worker.Kept!.Evidence);
        Assert.Empty(feed.Row.Alarms);
    }

    [Fact]
    public void A_pid_that_another_process_has_since_is_no_proof()
    {
        var feed = new LinkFeed().Sees(Unit(start: 900, at: 10)).Wait(20).Up();
        feed.Feed.Process(Node, FleetFeed.Ours(100, 5));
        Assert.Equal(2, feed.Rows.Count);
        var reported = feed.Rows.Single(r => !r.Worker.IsOnlyKept);
        Assert.Null(reported.Worker.Kept);
        Assert.Contains("was given to another process", reported.Alarms.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_name_on_another_host_is_another_worker()
    {
        var feed = new LinkFeed().Sees(Unit(node: "web0@shop") with { HostName = "vm" }).Up("web0@shop");
        Assert.Equal(2, feed.Rows.Count);
        Assert.All(feed.Rows, r => Assert.Empty(r.Alarms));
        Assert.Null(feed.Rows.Single(r => !r.Worker.IsOnlyKept).Worker.Kept);

        feed = new LinkFeed().Sees(Unit(pid: null, phase: UnitPhase.Waiting)).Up();
        Assert.NotNull(feed.Row.Worker.Kept);
        feed.Feed.Process(Node, new ProcessSight.Elsewhere("pid 100 is in another pid namespace (a container)"));
        Assert.Equal(2, feed.Rows.Count);
    }

    [Fact]
    public void Another_process_under_the_name_is_a_conflict_told_on_both_rows()
    {
        var feed = new LinkFeed().Sees(Unit()).Wait(10).Up(pid: 700);
        feed.Feed.Process(Node, FleetFeed.Ours(700, 90));
        Assert.Equal(2, feed.Rows.Count);
        var (kept, reported) = (feed.Rows.Single(r => r.Worker.IsOnlyKept), feed.Rows.Single(r => !r.Worker.IsOnlyKept));
        Assert.Equal(("celery:local/web%u003a0", LinkEvidence.Conflict), (kept.Worker.Id.ToString(), kept.Worker.Kept!.Evidence));
        Assert.Equal("web0@vm is proven to be pid 700, and local keeps pid 100 as web:0 under the same name", Assert.Single(reported.Alarms));
        Assert.Null(reported.Worker.Kept);
    }

    [Fact]
    public void Who_speaks_on_while_the_unit_is_down_is_a_stranger()
    {
        var feed = new LinkFeed().Sees(Unit(UnitPhase.Down, pid: null)).Wait(30).Up(pid: 700);
        Assert.Equal(2, feed.Rows.Count);
        Assert.Contains("web:0, which has no process", feed.Rows.Single(r => !r.Worker.IsOnlyKept).Alarms.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_only_notes_how_a_living_worker_is_started_is_neither_its_keeper_nor_a_contradiction()
    {
        var note = Unit(UnitPhase.Down, pid: null) with { HasRun = false };
        var feed = new LinkFeed().Up(pid: 700);
        feed.Feed.Process(Node, FleetFeed.Ours(700, 90));
        feed.Sees(note).Wait(30).Up(pid: 700);
        Alone();

        // It drains: its goodbye is not its end.
        feed.Feed.Goodbye(Node, 700, active: 1);
        Alone();

        feed.Wait(30).Feed.Process(Node, new ProcessSight.Gone(700, 90));
        Assert.Equal((LinkEvidence.Remembered, "web:0"), (feed.Row.Worker.Kept!.Evidence, feed.Row.Worker.Kept.Unit.Id));
        Assert.Empty(feed.Row.Worker.Disputes);
        feed.Sees(Unit(pid: 800, start: 95)).Up(pid: 800).Feed.Process(Node, FleetFeed.Ours(800, 95));
        Assert.Equal(LinkEvidence.Proven, feed.Row.Worker.Kept!.Evidence);

        void Alone()
        {
            Assert.Null(feed.Row.Worker.Kept);
            Assert.Empty(feed.Row.Worker.Disputes);
            var plan = ActionPlanner.Plan(new FleetAction(ActionId.ColdStop, [feed.Row.Worker.Id], null, null, null, "test"), feed.Row.Worker, CeleryProfile.Profile);
            Assert.All(Assert.IsType<ActionPlan.Ready>(plan).Route.Steps, s => Assert.IsNotType<RouteStep.Keeper>(s));
        }
    }

    [Fact]
    public void Two_units_that_claim_one_worker_are_told_and_only_proof_decides()
    {
        var feed = new LinkFeed().Sees(Unit(UnitPhase.Waiting, pid: null)).Sees(Unit(UnitPhase.Waiting, pid: null, id: "www:0")).Up();
        Assert.Equal(3, feed.Rows.Count);
        var reported = feed.Rows.Single(r => !r.Worker.IsOnlyKept);
        Assert.Null(reported.Worker.Kept);
        Assert.Contains("both said to be web0@vm", reported.Alarms[0], StringComparison.Ordinal);

        feed.Sees(Unit(id: "www:0"));
        Assert.Equal(("www:0", LinkEvidence.Proven), (Reported(feed).Kept!.Unit.Id, Reported(feed).Kept!.Evidence));
        Assert.NotEmpty(Reported(feed).Disputes);
    }

    [Fact]
    public void One_unit_with_two_workers_is_told_on_both()
    {
        var feed = new LinkFeed().Sees(Unit()).Up().Up("other@vm", 100);
        feed.Feed.Process("other@vm", FleetFeed.Ours(100, 5)).Process(Node, FleetFeed.Ours(100, 5));
        Assert.Equal(3, feed.Rows.Count);
        Assert.All(feed.Rows.Where(r => !r.Worker.IsOnlyKept), r => Assert.Contains("celery/other@vm and celery/web0@vm", Assert.Single(r.Alarms), StringComparison.Ordinal));
    }

    [Fact]
    public void A_launcher_that_is_gone_is_remembered_and_said_so()
    {
        var feed = new LinkFeed().Sees(Unit()).Up().Reach(false);
        var kept = feed.Row.Worker.Kept!;
        Assert.Equal((LinkEvidence.Remembered, false), (kept.Evidence, kept.Reached));
        Assert.StartsWith("the last word of local, which is not reached now", kept.Why, StringComparison.Ordinal);
        Assert.Equal(LinkEvidence.Proven, feed.Reach(true).Row.Worker.Kept!.Evidence);
    }

    [Fact]
    public void A_program_that_another_source_reports_is_one_row_with_its_worker()
    {
        // The launcher reports it as a program of its own; then its process turns out to be a broker's worker.
        var own = new WorkerRef(new WorkerId(new FrameworkId("plain"), "", "web:0"), "web:0", "vm", Launcher);
        var unit = Unit(node: null, hasRow: false) with { Framework = new FrameworkId("plain"), Row = own.Id };
        var feed = new LinkFeed().Sees(unit);
        feed.Feed.Put(new FleetEvent.WorkerListed(feed.Feed.Now, own));
        Assert.Equal(LinkEvidence.Proven, feed.Row.Worker.Kept!.Evidence);
        feed.Up("by-hand@vm").Feed.Process("by-hand@vm", FleetFeed.Ours(100, 5)).Put(new FleetEvent.WorkerListed(feed.Feed.Now, own));
        Assert.Equal("by-hand@vm", feed.Row.Worker.Name);
        Assert.Equal("by-hand@vm", feed.Feed.Snapshot().Workers.Find(own.Id)!.Worker.Name);
    }

    [Fact]
    public void Links_are_made_anew_only_when_something_they_depend_on_changed()
    {
        var before = new LinkFeed().Sees(Unit()).Up().Row.Worker;
        var later = before with { Signs = before.Signs with { LastHeard = TimeSpan.FromSeconds(9), LastBeat = TimeSpan.FromSeconds(9), ActiveCount = 2 } };
        Assert.False(Linker.Matters(before, later));
        Assert.True(Linker.Matters(before, before with { Instances = [new Instance(101, default, default)] }));
        Assert.True(Linker.Matters(before, before with { Facts = before.Facts with { Process = before.Facts.Process.Answered(FleetFeed.Ours(), default) } }));
    }

    private static Worker Reported(LinkFeed feed) => feed.Rows.Single(r => !r.Worker.IsOnlyKept).Worker;
}
