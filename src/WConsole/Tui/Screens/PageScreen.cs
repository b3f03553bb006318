using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Screens;

/// <summary>A page of labelled lines under headings; which lines, its subclass says.</summary>
internal abstract record PageScreen : ScrollScreen
{
    protected abstract IReadOnlyList<KeyValue> Content(Theme theme, UiContext context);

    /// <inheritdoc/>
    protected override string? WholeText(UiContext context)
    {
        var content = Content(Theme.Plain, context);
        var labels = content.Where(i => i.Value is not null).Select(i => TextWidth.Of(i.Label)).DefaultIfEmpty(0).Max();
        return string.Join('\n', content.Select(i => i.Value is null
            ? $"\n{i.Label}"
            : $"{i.Label}{new string(' ', labels - TextWidth.Of(i.Label) + 2)}{i.Value.ReplaceLineEndings($"\n{new string(' ', labels + 2)}")}")).TrimStart('\n');
    }

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        var all = Content(theme, context);
        var kept = Narrow.Length == 0 ? all : Fitting(all, Narrow);
        var inside = frame.Slice(new Rect(1, 0, Math.Max(0, frame.Width - 2), frame.Height));
        if (kept.Count == 0)
        {
            Paragraph.Draw(inside, Narrow.Length == 0 ? "Nothing is known yet." : $"No line holds '{Narrow}'. Esc takes the filter away.", theme.Style(Role.Muted));
            return this with { Lines = 0, Height = frame.Height };
        }

        var (view, lines) = KeyValueList.Draw(inside, theme, kept, View);
        return this with { View = view, Lines = lines, Height = frame.Height };
    }

    // A heading stays when anything under it does.
    private static List<KeyValue> Fitting(IReadOnlyList<KeyValue> items, string word)
    {
        var kept = new List<KeyValue>();
        KeyValue? heading = null;
        foreach (var item in items)
        {
            if (item.Value is null)
            {
                heading = item;
            }
            else if (item.Label.Contains(word, StringComparison.OrdinalIgnoreCase) || item.Value.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                if (heading is { } above)
                {
                    kept.Add(above);
                    heading = null;
                }

                kept.Add(item);
            }
        }

        return kept;
    }
}
