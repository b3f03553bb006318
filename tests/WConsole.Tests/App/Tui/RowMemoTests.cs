using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

/// <summary>Long tables are ordered elsewhere; the last order is shown meanwhile.</summary>
public sealed class RowMemoTests
{
    private readonly Queue<Action> _elsewhere = new();
    private int _rung;

    [Fact]
    public void A_short_table_is_ordered_at_once_and_only_when_something_changed()
    {
        var (memo, context, asked) = (Memo(), Context(3), 0);
        var rows = memo.Of(WorkersView.Spec, (1, 0), () => { asked++; return context.Snapshot.Workers.Items; }, TableQuery.Default, context);
        Assert.Same(rows, memo.Of(WorkersView.Spec, (1, 0), () => { asked++; return context.Snapshot.Workers.Items; }, TableQuery.Default, context));
        Assert.Equal((3, 1, 0), (rows.Items.Length, asked, _elsewhere.Count));
        memo.Of(WorkersView.Spec, (2, 0), () => { asked++; return context.Snapshot.Workers.Items; }, TableQuery.Default, context);
        Assert.Equal(2, asked);
    }

    [Fact]
    public void A_long_table_keeps_its_last_order_until_the_new_one_is_there()
    {
        var (memo, context) = (Memo(), Context(RowMemo.InlineRows + 1));
        IReadOnlyList<WorkerState> Items() => context.Snapshot.Workers.Items;
        var filtered = TableQuery.Default with { Filter = FilterText.Parse("w00001") };
        var first = memo.Of(WorkersView.Spec, (1, 0), Items, TableQuery.Default, context);
        Assert.Same(first, memo.Of(WorkersView.Spec, (1, 0), Items, filtered, context));
        Assert.Same(first, memo.Of(WorkersView.Spec, (1, 0), Items, filtered, context));
        Assert.Single(_elsewhere);
        _elsewhere.Dequeue()();
        Assert.Equal(1, _rung);
        Assert.Single(memo.Of(WorkersView.Spec, (1, 0), Items, filtered, context).Items);
        Assert.Empty(_elsewhere);
    }

    [Fact]
    public void A_newer_question_that_came_meanwhile_is_answered_next()
    {
        var (memo, context) = (Memo(), Context(RowMemo.InlineRows + 1));
        IReadOnlyList<WorkerState> Items() => context.Snapshot.Workers.Items;
        memo.Of(WorkersView.Spec, (1, 0), Items, TableQuery.Default, context);
        memo.Of(WorkersView.Spec, (1, 0), Items, TableQuery.Default with { SortBy = "name" }, context);
        var last = TableQuery.Default with { SortBy = "name", Descending = true };
        memo.Of(WorkersView.Spec, (1, 0), Items, last, context);
        _elsewhere.Dequeue()();
        memo.Of(WorkersView.Spec, (1, 0), Items, last, context);
        _elsewhere.Dequeue()();
        Assert.Equal("w02000@h", memo.Of(WorkersView.Spec, (1, 0), Items, last, context).Items[0].Worker.Name);
    }

    private RowMemo Memo() => new(_elsewhere.Enqueue, () => _rung++);

    private static ViewContext Context(int workers)
    {
        var feed = new FleetFeed();
        for (var i = 0; i < workers; i++)
        {
            feed.Online($"w{i:00000}@h");
        }

        return new ViewContext(feed.Snapshot());
    }
}
