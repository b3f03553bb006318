using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;

namespace WConsole.Tests.Fleet.Views;

public sealed class TableTests
{
    [Theory]
    [InlineData("", "late@b,busy@a,idle@a")]
    [InlineData("state:late", "late@b")]
    [InlineData("!state:late", "busy@a,idle@a")]
    [InlineData("host:a busy>1", "busy@a")]
    [InlineData("busy<1", "late@b,idle@a")]
    [InlineData("IDLE", "idle@a")]
    [InlineData("name:@a !busy>1", "idle@a")]
    [InlineData("nosuch:1", "")]
    public void A_filter_keeps_what_fits_all_its_terms(string filter, string expected)
    {
        var (rows, _) = Rows(TableQuery.Default with { Filter = FilterText.Parse(filter) });
        Assert.Equal(expected, string.Join(",", rows.Items.Select(w => w.Worker.Name)));
        Assert.Equal(3, rows.Total);
    }

    [Fact]
    public void An_unknown_column_is_named()
    {
        Assert.Equal(["nosuch"], FilterText.Parse("nosuch:1 state:x").UnknownColumns(WorkersView.Spec));
    }

    [Theory]
    [InlineData("name", false, "busy@a,idle@a,late@b")]
    [InlineData("name", true, "late@b,idle@a,busy@a")]
    [InlineData("busy", true, "busy@a,idle@a,late@b")]
    public void Rows_are_ordered_by_the_typed_key_of_a_column(string column, bool descending, string expected)
    {
        var (rows, _) = Rows(new TableQuery(FilterText.None, column, descending));
        Assert.Equal(expected, string.Join(",", rows.Items.Select(w => w.Worker.Name)));
    }

    [Fact]
    public void Unknown_sorts_after_everything_known()
    {
        Assert.True(SortKey.Of(1) < SortKey.Unknown);
        Assert.True(SortKey.Of("z") < SortKey.Unknown);
        Assert.True(SortKey.Of(2) < SortKey.Of(10));
    }

    [Fact]
    public void Every_column_has_text_for_a_worker_of_which_nothing_is_known()
    {
        var feed = new FleetFeed().Put(new FleetEvent.WorkerListed(default, FleetFeed.Ref("new@web1")));
        var snapshot = feed.Snapshot();
        var context = new ViewContext(snapshot);
        var cells = WorkersView.Spec.Columns.Select(c => $"{c.Id}={c.Text(snapshot.Workers.Items[0], context)}");
        Assert.Equal(
            "name=new@web1 state=starting lights=· · · pool=? busy=?/? queues=? reserved=? scheduled=? processed=? pid=? host=web1 uptime=? version=? "
            + "framework=celery keeper=– heard=never note=registered at the broker, not heard yet",
            string.Join(" ", cells));
    }

    [Fact]
    public void The_summary_counts_by_health_worst_first()
    {
        var (_, snapshot) = Rows(TableQuery.Default);
        Assert.Equal("3 workers: 1 late, 1 ready, 1 busy", FleetSummary.Of(snapshot).Text);
        Assert.Equal("no workers", FleetSummary.Of(FleetSnapshot.Empty).Text);
    }

    [Fact]
    public void A_queue_with_work_and_no_live_consumer_says_so()
    {
        var feed = new FleetFeed().Online("w@a").Pong("w@a").Answer("w@a", new FactAnswer.Queues([new QueueBinding("mail", null, null, null)]));
        feed.Put(
            new FleetEvent.QueueSeen(feed.Now, new QueueId(FleetFeed.Source, "mail"), new QueueDepth(3, [new PriorityDepth(0, 1), new PriorityDepth(9, 2)], 0, null)),
            new FleetEvent.QueueSeen(feed.Now, new QueueId(FleetFeed.Source, "video"), new QueueDepth(7, [], 0, null)));
        var rows = QueuesView.Rows(feed.Snapshot());
        Assert.Equal(["", "work waits and nobody consumes"], rows.Select(QueuesView.Note));
        Assert.Equal(1, rows[0].Live);
    }

    [Fact]
    public void A_slot_shows_what_its_process_runs()
    {
        var feed = new FleetFeed().Online("w@a").Pong("w@a").Stats("w@a", pid: 100, size: 3).Answer("w@a", new FactAnswer.Active([FleetFeed.Run("t1", slot: 102)]));
        var slots = SlotsView.Of(feed.Worker("w@a"));
        Assert.Equal(["1:101:", "2:102:t1", "3:103:"], slots.Select(s => $"{s.Number}:{s.Pid}:{s.Running?.Id}"));
    }

    private static (TableRows<WorkerState> Rows, FleetSnapshot Snapshot) Rows(TableQuery query)
    {
        var feed = new FleetFeed();
        foreach (var name in new[] { "idle@a", "busy@a", "late@b" })
        {
            feed.Online(name).Pong(name).Beat(name);
        }

        feed.Stats("busy@a").Stats("idle@a").Wait(7.5).Beat("idle@a").Beat("busy@a", active: 2);
        var snapshot = feed.Snapshot();
        return (TableRows<WorkerState>.Of(WorkersView.Spec, snapshot.Workers.Items, query, new ViewContext(snapshot)), snapshot);
    }
}
