using System.Collections.Immutable;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>A list of labelled lines under headings, one of them chosen; which lines, and what Enter does with one, its subclass says.</summary>
internal abstract record ListScreen : Screen
{
    private const int Gap = 2;
    private const int WheelLines = 3;
    private const int Roomy = 60;

    // A long text is shown whole only where it is chosen.
    private const int LinesOfOther = 3;

    private int Chosen { get; init; }

    private int Top { get; init; }

    private int Height { get; init; }

    private Rect Body { get; init; }

    /// <summary>For each line that was drawn, which item it belongs to.</summary>
    private ImmutableArray<int> Drawn { get; init; } = [];

    protected string Narrow { get; init; } = "";

    protected abstract ImmutableArray<ListItem> Items(UiContext context);

    /// <summary>What <c>c</c> and <c>y</c> copy of a line; null: nothing.</summary>
    protected virtual string? CopyText(ListItem item) => null;

    /// <summary>What Enter does with a line, in a word for the key bar.</summary>
    public virtual string EnterHint => "run";

    /// <summary>What is said when there are no lines.</summary>
    protected abstract string Empty { get; }

    public override KeyPlace Place => KeyPlace.List;

    public override string Filter => Narrow;

    public override Screen WithFilter(string text) => this with { Narrow = text, Chosen = 0, Top = 0 };

    public override ScreenTurn Update(ScreenInput input, UiContext context)
    {
        var items = Kept(context);
        var at = Settle(items, Chosen, 1);
        var item = at < items.Length ? items[at] : null;
        return input switch
        {
            ScreenInput.Key { Id: KeyId.Enter } => item?.Effects is { } effects ? Stay(effects) : Stay(),
            ScreenInput.Key { Id: KeyId.Copy or KeyId.Json } => item is not null && CopyText(item) is { } text ? Stay(new Effect.Copy(text)) : Stay(),
            ScreenInput.Key key => new ScreenTurn(Moved(items, key.Id), []),
            ScreenInput.Wheel wheel => new ScreenTurn(Step(items, wheel.Lines * WheelLines), []),
            ScreenInput.Click click => Click(items, click),
            _ => Stay(),
        };
    }

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        var items = Kept(context);
        var inside = frame.Slice(new Rect(1, 0, Math.Max(0, frame.Width - 2), frame.Height));
        if (items.IsEmpty)
        {
            Paragraph.Draw(inside, Narrow.Length == 0 ? Empty : $"No line holds '{Narrow}'. Esc takes the filter away.", theme.Style(Role.Muted));
            return this with { Drawn = [], Body = default };
        }

        var chosen = Settle(items, Chosen, 1);
        var labels = Math.Min(items.Where(i => i.Text is not null).Select(i => TextWidth.Of(i.Label)).DefaultIfEmpty(0).Max(), Math.Max(1, inside.Width < Roomy ? inside.Width / 4 : inside.Width * 2 / 5));
        var lines = new List<(int Item, string Label, string Text)>();
        for (var i = 0; i < items.Length; i++)
        {
            var texts = items[i].Text is { } text ? Paragraph.Wrap(text, Math.Max(1, inside.Width - labels - Gap)) : [""];
            var most = i == chosen ? Math.Max(1, frame.Height) : LinesOfOther;
            lines.AddRange(texts.Take(most).Select((line, n) => (i, n == 0 ? items[i].Label : "", n == most - 1 && texts.Count > most ? TextWidth.Truncate(line + "…", inside.Width - labels - Gap) : line)));
        }

        var top = Fit(items, lines, chosen, frame.Height);
        for (var y = 0; y < frame.Height && top + y < lines.Count; y++)
        {
            DrawLine(frame.Slice(new Rect(0, y, frame.Width, 1)), theme, items[lines[top + y].Item], lines[top + y].Label, lines[top + y].Text, labels, lines[top + y].Item == chosen);
        }

        return this with { Chosen = chosen, Top = top, Height = frame.Height, Drawn = [.. lines.Skip(top).Take(frame.Height).Select(l => l.Item)], Body = frame.OnCanvas };
    }

    private int Fit(ImmutableArray<ListItem> items, List<(int Item, string, string)> lines, int chosen, int height)
    {
        var first = lines.FindIndex(l => l.Item == chosen);
        var last = lines.FindLastIndex(l => l.Item == chosen);
        // What stands above the first line that can be chosen comes into view with it.
        first = items.Take(chosen).All(i => i.Effects is null) ? 0 : first;
        return Math.Clamp(Math.Min(Math.Max(Top, last - height + 1), Math.Max(0, first)), 0, Math.Max(0, lines.Count - height));
    }

    private static void DrawLine(Frame line, Theme theme, ListItem item, string label, string text, int labels, bool chosen)
    {
        var over = theme.Style(Role.Selected);
        if (chosen)
        {
            line.Fill(line.Bounds, Style(Role.Text));
        }

        if (item.Text is null)
        {
            line.WriteField(1, 0, line.Width - 2, label, theme.Style(Role.Title));
            return;
        }

        line.WriteField(1, 0, labels, label, Style(item.Role == Role.Text ? Role.Key : Role.Muted));
        line.Write(1 + labels + Gap, 0, text, Style(item.Role));

        Style Style(Role role) => chosen ? over.Over(theme.Style(role)) : theme.Style(role);
    }

    // A heading stays when anything under it does.
    private ImmutableArray<ListItem> Kept(UiContext context)
    {
        var all = Items(context);
        if (Narrow.Length == 0)
        {
            return all;
        }

        var kept = ImmutableArray.CreateBuilder<ListItem>();
        ListItem? heading = null;
        foreach (var item in all)
        {
            if (item.Text is null)
            {
                heading = item;
            }
            else if (item.Label.Contains(Narrow, StringComparison.OrdinalIgnoreCase) || item.Text.Contains(Narrow, StringComparison.OrdinalIgnoreCase))
            {
                if (heading is not null)
                {
                    kept.Add(heading);
                    heading = null;
                }

                kept.Add(item);
            }
        }

        return kept.ToImmutable();
    }

    private ScreenTurn Click(ImmutableArray<ListItem> items, ScreenInput.Click click)
    {
        var line = click.Y - Body.Y;
        if (!Body.Contains(click.X, click.Y) || line >= Drawn.Length || Drawn[line] >= items.Length || items[Drawn[line]].Effects is not { } effects)
        {
            return Stay();
        }

        return Drawn[line] == Chosen ? Stay(effects) : new ScreenTurn(this with { Chosen = Drawn[line] }, []);
    }

    private ListScreen Moved(ImmutableArray<ListItem> items, KeyId key) => key switch
    {
        KeyId.Up => Step(items, -1),
        KeyId.Down => Step(items, 1),
        KeyId.PageUp => Step(items, -Math.Max(1, Height - 1)),
        KeyId.PageDown => Step(items, Math.Max(1, Height - 1)),
        KeyId.Top => this with { Chosen = Settle(items, 0, 1) },
        KeyId.Bottom => this with { Chosen = Settle(items, items.Length - 1, -1) },
        _ => this,
    };

    private ListScreen Step(ImmutableArray<ListItem> items, int by) => this with { Chosen = Settle(items, Math.Clamp(Chosen + by, 0, Math.Max(0, items.Length - 1)), Math.Sign(by)) };

    // The nearest line that can be chosen, looked for in one direction first.
    private static int Settle(ImmutableArray<ListItem> items, int from, int direction)
    {
        foreach (var way in new[] { direction, -direction })
        {
            for (var i = from; i >= 0 && i < items.Length; i += way)
            {
                if (items[i].Effects is not null)
                {
                    return i;
                }
            }
        }

        return 0;
    }
}
