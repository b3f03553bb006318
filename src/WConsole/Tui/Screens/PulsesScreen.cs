using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>Throughput, backlog and saturation as plots, from counters and depths; no task events are needed. One column is two seconds.</summary>
internal sealed record PulsesScreen : Screen
{
    public const string Name = "pulses";

    private static readonly TimeSpan Column = TimeSpan.FromSeconds(2);

    private static readonly ImmutableArray<Interest> Wanted =
    [
        Interest.InAll(FactKind.Control, TimeSpan.FromSeconds(3)),
        Interest.InAll(FactKind.Stats, TimeSpan.FromSeconds(2)),
        Interest.InAll(FactKind.Active, TimeSpan.FromSeconds(2)),
        Interest.InAll(FactKind.Queues, TimeSpan.FromSeconds(30)),
        Interest.InQueues(TimeSpan.FromSeconds(2)),
    ];

    public override string Crumb => Name;

    public override KeyPlace Place => KeyPlace.Page;

    public override ImmutableArray<Interest> Interests => Wanted;

    public override TimeSpan? Ages(UiContext context) => Column;

    public override string Title(UiContext context, int width) => $"pulses({context.Options.Cluster})";

    public override string Foot(UiContext context) => "one column is 2 s, the newest at the right; a gap is not known";

    public override ScreenTurn Update(ScreenInput input, UiContext context) => Stay();

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        var inside = frame.Slice(new Rect(1, 0, Math.Max(0, frame.Width - 2), frame.Height));
        var plots = PulsesView.Of(context.Snapshot.Pulses, inside.Width, Column, context.Snapshot.At);
        var height = Math.Max(1, frame.Height / plots.Length);
        for (var i = 0; i < plots.Length; i++)
        {
            DrawPlot(inside.Slice(new Rect(0, i * height, inside.Width, Math.Min(height, frame.Height - (i * height)))), theme, plots[i], i);
        }

        return this;
    }

    private static void DrawPlot(Frame frame, Theme theme, PulsePlot plot, int number)
    {
        if (frame.Height == 0)
        {
            return;
        }

        var right = string.Create(CultureInfo.InvariantCulture, $"now {plot.Newest}, top {plot.Top:0.#}");
        var room = frame.Width - TextWidth.Of(right) - 1;
        frame.WriteField(0, 0, Math.Max(0, room), plot.Title, theme.Style(Role.Title));
        frame.WriteField(Math.Max(0, room + 1), 0, frame.Width - Math.Max(0, room + 1), right, theme.Style(Role.Muted));

        // A screen reader is told the newest value once, in the title; a blank line parts the plots where there is room.
        var rows = frame.Drawing == Drawing.Words ? 0 : frame.Height > 4 ? frame.Height - 2 : frame.Height - 1;
        for (var row = 0; row < rows; row++)
        {
            Sparkline.Draw(frame.Slice(new Rect(0, rows - row, frame.Width, 1)), PulsesView.Row(plot, row, rows), theme.Style((Role)((int)Role.Chart1 + number)), maximum: 1);
        }
    }
}
