using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class ListTreeTests
{
    private static readonly TreeNode[] Hosts =
    [
        new("web1", "web1", 0), new("w1", "mail@web1", 1), new("101", "pid 101", 2), new("102", "pid 102", 2), new("w2", "pay@web1", 1),
        new("web2", "web2", 0), new("w3", "mail@web2", 1),
    ];

    [Fact]
    public void A_list_keeps_its_selected_item_in_view_and_asks_for_no_other()
    {
        var asked = new List<int>();
        var view = default(TableView);
        var text = Picture.Of(12, 3, f => view = ListPane.Draw(f, Theme.Plain, 1000, i => { asked.Add(i); return new TextLine($"item number {i}"); }, new Viewport(0, 500)));

        Assert.Equal(" item numb…\n item numb…\n item numb…", text);
        Assert.Equal([498, 499, 500], asked);
        Assert.Equal((500, -1), (view.RowAt(5, 2), view.RowAt(5, 3)));
    }

    [Fact]
    public void A_tree_has_guides() => Assert.Equal(
        """
         web1
         ├─ mail@web1
         │  ├─ pid 101
         │  └─ pid 102
         └─ pay@web1
         web2
         └─ mail@web2
        """, Draw(20, 7, TreeState.Empty));

    [Fact]
    public void A_folded_node_hides_what_is_below_and_closing_goes_up()
    {
        var state = TreeState.Empty.Move(Hosts, 1).Close(Hosts);
        Assert.Equal(" web1\n ├─ mail@web1 …\n └─ pay@web1\n web2", Draw(20, 4, state));
        Assert.Equal("mail@web1", state.Selected(Hosts)?.Text);

        Assert.Equal("web1", state.Close(Hosts).Selected(Hosts)?.Text);
        Assert.Equal(" web1 …\n web2\n └─ mail@web2\n", Draw(20, 4, state.Close(Hosts).Close(Hosts)));
        Assert.Equal(7, state.Open(Hosts).Seen(Hosts).Count);
        Assert.Equal("mail@web2", state.Move(Hosts, 99).Selected(Hosts)?.Text);
    }

    [Fact]
    public void An_empty_tree_is_empty()
    {
        Assert.Equal("\n", Picture.Of(10, 2, f => Tree.Draw(f, Theme.Plain, [], TreeState.Empty)));
        Assert.Null(TreeState.Empty.Close([]).Open([]).Selected([]));
    }

    private static string Draw(int width, int height, TreeState state) => Picture.Of(width, height, f => Tree.Draw(f, Theme.Plain, Hosts, state));
}
