using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class TableTests
{
    private static readonly TableColumn[] Columns =
    [
        new("NODE", 8, 30, Weight: 3),
        new("STATE", 7, 7),
        new("ACT", 3, 5, Priority: 1, Alignment: Alignment.Right),
        new("QUEUES", 6, 20, Priority: 2),
    ];

    [Fact]
    public void Wide_screens_show_every_column()
    {
        var text = Picture.Of(48, 6, f => Table.Draw(f, Theme.Plain, Columns, new Nodes(4), new Viewport(0, 1), new TableOptions(SortColumn: 0)));

        Assert.Equal(
            """
             NODE↑                 STATE     ACT QUEUES
             worker-0@host         busy        0 mail
             worker-1@東京         busy       11 mail
            ✓worker-2@host         busy       22 mail
             worker-3@東京         busy       33 mail

            """, text);
    }

    [Fact]
    public void Narrow_screens_drop_the_least_important_columns_first()
    {
        Assert.Equal(" NODE      STATE    ACT\n worker-0… busy       0", Picture.Of(23, 2, f => Table.Draw(f, Theme.Plain, Columns, new Nodes(4), default, new TableOptions())));
        Assert.Equal(" NODE     STATE\n worker-… busy", Picture.Of(17, 2, f => Table.Draw(f, Theme.Plain, Columns, new Nodes(4), default, new TableOptions())));
        Assert.Equal(" NODE    STA…\n worker… busy", Picture.Of(13, 2, f => Table.Draw(f, Theme.Plain, [new("NODE", 7, 9), new("STATE", 7, 7)], new Nodes(4), default, new TableOptions())));
        Assert.Equal(" N…\n w…", Picture.Of(3, 2, f => Table.Draw(f, Theme.Plain, Columns, new Nodes(4), default, new TableOptions())));
        Assert.Equal("", Picture.Of(1, 1, f => Table.Draw(f, Theme.Plain, Columns, new Nodes(4), default, new TableOptions())));
    }

    [Fact]
    public void Columns_depend_on_the_width_alone()
    {
        for (var width = 1; width < 200; width++)
        {
            var widths = ColumnWidths.Of(Columns, width);
            var shown = widths.Where(w => w >= 0).ToArray();
            Assert.True(shown.Sum() + Math.Max(0, shown.Length - 1) <= width, $"{width}: {string.Join(' ', widths)}");
            Assert.All(Columns.Zip(widths), c => Assert.True(c.Second <= c.First.Max));
        }

        Assert.Equal([30, 7, 5, 20], ColumnWidths.Of(Columns, 199));
    }

    [Fact]
    public void Only_the_rows_that_are_seen_are_asked_for()
    {
        var nodes = new Nodes(100_000);
        var view = default(TableView);
        Picture.Of(48, 11, f => view = Table.Draw(f, Theme.Plain, Columns, nodes, new Viewport(0, 50_000), new TableOptions()));

        Assert.Equal(Enumerable.Range(49_991, 10), nodes.Asked.Order());
        Assert.Equal("50001/100000", view.Position);
    }

    [Fact]
    public void The_selected_row_is_always_in_view_even_when_rows_vanish()
    {
        var view = default(TableView);
        var text = Picture.Of(30, 4, f => view = Table.Draw(f, Theme.Plain, Columns, new Nodes(5), new Viewport(40, 42), new TableOptions()));

        Assert.Equal(new Viewport(2, 4), view.Viewport);
        Assert.Contains("worker-4", text, StringComparison.Ordinal);
        Assert.DoesNotContain("worker-1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_whole_selected_row_is_reversed_and_a_cell_may_have_its_own_tone()
    {
        var canvas = Picture.Canvas(30, 3, f => Table.Draw(f, Theme.Plain, Columns, new Nodes(2), default, new TableOptions()));

        Assert.All(Enumerable.Range(0, 30), x => Assert.True(StyleAt(canvas, x, 1).Attributes.HasFlag(TextAttributes.Reverse), $"column {x}"));
        Assert.All(Enumerable.Range(0, 30), x => Assert.False(StyleAt(canvas, x, 2).Attributes.HasFlag(TextAttributes.Reverse), $"column {x}"));
        Assert.Equal(TextAttributes.Bold, StyleAt(canvas, 22, 2).Attributes);
    }

    [Fact]
    public void A_place_on_the_canvas_is_a_row()
    {
        var view = default(TableView);
        Picture.Of(30, 8, f => view = Table.Draw(f.Slice(new Rect(2, 3, 20, 4)), Theme.Plain, Columns, new Nodes(9), new Viewport(4, 4), new TableOptions()));

        Assert.Equal([-1, 4, 6, -1, -1], new[] { (2, 3), (2, 4), (21, 6), (22, 6), (2, 7) }.Select(p => view.RowAt(p.Item1, p.Item2)));
    }

    [Fact]
    public void An_empty_table_says_why()
    {
        var view = default(TableView);
        var text = Picture.Of(40, 4, f => view = Table.Draw(f, Theme.Plain, Columns, new Nodes(0), new Viewport(3, 7), new TableOptions(Empty: "no worker answers")));

        Assert.Contains("no worker answers", text, StringComparison.Ordinal);
        Assert.Equal(("0/0", default(Viewport)), (view.Position, view.Viewport));
    }

    private static Style StyleAt(Canvas canvas, int x, int y) => canvas.Styles[canvas.Row(y)[x].Style];

    private sealed class Nodes(int count) : ITableRows
    {
        public HashSet<int> Asked { get; } = [];

        public int Count => count;

        public RowLook Look(int row) => new(Marked: row == 2);

        public TableCell Cell(int row, int column)
        {
            Asked.Add(row);
            return column switch
            {
                0 => new($"worker-{row}@{(row % 2 == 0 ? "host" : "東京")}"),
                1 => new("busy"),
                2 => new((row * 11).ToString(System.Globalization.CultureInfo.InvariantCulture), Role.Warn),
                _ => new("mail"),
            };
        }
    }
}
