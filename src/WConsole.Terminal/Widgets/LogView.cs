using System.Globalization;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A log: a strip that shows every toggle and what is looked for, and under it the lines, in the tone of their level, with what was found marked.</summary>
public static class LogView
{
    // Of one line, more than this is not shown here; a screen of its own may show the whole.
    private const int MostShown = 16 * 1024;

    // A cut line needs no more bytes than this for each cell, escape sequences of its own included.
    private const int BytesOfCell = 16;
    private const int WidestName = 24;

    /// <summary>Draws; returns the state with what was possible.</summary>
    /// <param name="hasStrip">Whether its first line says what is switched on.</param>
    /// <param name="sources">The names of what the lines came from, each in its own tone; with fewer than two nothing is said.</param>
    public static LogState Draw(Frame frame, Theme theme, LogBuffer buffer, LogSearch? search, LogState state, IReadOnlyList<TextLine>? sources = null, bool hasStrip = true)
    {
        var names = sources is { Count: > 1 } ? sources : [];
        if (hasStrip)
        {
            DrawStrip(frame, theme, buffer, search, state);
        }

        var strip = hasStrip ? 1 : 0;
        var body = frame.Slice(new Rect(0, strip, frame.Width, Math.Max(0, frame.Height - strip)));
        state = state with { Height = body.Height };
        var lines = new Lines(buffer, state.Filter && search is { Text.Length: > 0 } ? search : null);
        var last = Math.Clamp(FirstOfLast(lines, state, body, names), 0, Math.Max(0, lines.Count - 1));
        // Nothing is shown past the end.
        var top = state.Follow ? last : Math.Clamp(lines.IndexOf(state.Top), 0, last);
        var y = 0;
        for (var i = top; i < lines.Count && y < body.Height; i++)
        {
            foreach (var row in Rows(buffer, lines[i], state, body.Width, names))
            {
                DrawRow(body, theme, y++, row, search, lines[i] == state.At);
                if (y == body.Height)
                {
                    break;
                }
            }
        }

        if (lines.Count == 0)
        {
            body.WriteField(1, 0, body.Width - 1, buffer.End == 0 ? "No line yet." : "No line holds that.", theme.Style(Role.Muted));
        }

        return lines.Count == 0 ? state : state with { Top = lines[top], Last = lines[last] };
    }

    /// <summary>How many lines hold it, and which one is seen: <c>3/17</c>; with a plus while older lines were not looked at yet.</summary>
    public static string Matches(LogSearch search, LogState state)
    {
        var more = search.IsComplete ? "" : "+";
        var here = state.At >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{search.IndexOf(state.At) + 1}/") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{here}{search.Count}{more}");
    }

    private static void DrawStrip(Frame frame, Theme theme, LogBuffer buffer, LogSearch? search, LogState state)
    {
        var x = 1;
        foreach (var (name, on, needsLife) in new[] { ("Follow", state.Follow, true), ("Wrap", state.Wrap, false), ("Stamps", state.Stamps, true), ("Filter", state.Filter, false) })
        {
            if (needsLife && !state.Live)
            {
                continue;
            }

            x += frame.Write(x, 0, name, theme.Style(Role.Muted));
            x += frame.Write(x, 0, on ? ":on  " : ":off  ", theme.Style(on ? Role.Accent : Role.Muted));
        }

        if (search is { Text.Length: > 0 })
        {
            x += frame.WriteField(x, 0, Math.Min(24, frame.Width - x), $"/{search.Text}", theme.Style(Role.Prompt));
            x += frame.Write(x, 0, $" {Matches(search, state)}  ", theme.Style(search.Count == 0 && search.IsComplete ? Role.Warn : Role.Text));
        }

        if (buffer.First > 0)
        {
            frame.WriteField(x, 0, frame.Width - x, string.Create(CultureInfo.InvariantCulture, $"{buffer.First} older lines dropped"), theme.Style(Role.Muted));
        }
    }

    // From the end upwards until the height is full; a line that is too high is cut at its top, by leaving it out unless it is the only one.
    private static int FirstOfLast(Lines lines, LogState state, Frame body, IReadOnlyList<TextLine> names)
    {
        var left = body.Height;
        var i = lines.Count;
        while (i > 0 && left > 0)
        {
            left -= state.Wrap ? Rows(lines.Buffer, lines[i - 1], state, body.Width, names).Count : 1;
            if (left >= 0 || i == lines.Count)
            {
                i--;
            }
        }

        return i;
    }

    private static List<LogRow> Rows(LogBuffer buffer, long line, LogState state, int width, IReadOnlyList<TextLine> names)
    {
        var most = state.Wrap ? MostShown : Math.Min(MostShown, (width + 1) * BytesOfCell);
        var raw = buffer.Text(line, most);
        var text = LogLine.Clean(raw);
        text = raw.Length >= most ? $"{text}…" : text;
        var tone = LogLine.Tone(text);
        var stamp = !state.Stamps ? "" : buffer.At(line) is var at && at == default ? "             " : at.UtcDateTime.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture);
        var name = names.Count == 0 ? default : NameOf(names, buffer.Source(line));
        var widest = names.Count == 0 ? 0 : Math.Min(WidestName, Math.Max(1, Math.Min(width / 3, names.Max(n => TextWidth.Of(n.Text))))) + 1;
        var room = Math.Max(1, width - 1 - stamp.Length - widest);
        var rows = new List<LogRow>();
        if (!state.Wrap)
        {
            rows.Add(new LogRow(stamp, name, widest, text, tone));
            return rows;
        }

        var rest = text.AsSpan();
        do
        {
            // A wide character in one cell must be taken, or this would never end.
            var fits = Math.Max(TextWidth.Fit(rest, room).Length, Math.Min(rest.Length, TextWidth.Fit(rest, 2).Length));
            rows.Add(new LogRow(rows.Count == 0 ? stamp : new string(' ', stamp.Length), rows.Count == 0 ? name : default, widest, rest[..fits].ToString(), tone));
            rest = rest[fits..];
        }
        while (!rest.IsEmpty);
        return rows;
    }

    private static void DrawRow(Frame body, Theme theme, int y, LogRow row, LogSearch? search, bool here)
    {
        var style = theme.Style(row.Tone);
        if (here)
        {
            style = theme.Style(Role.Selected).Over(style);
            body.Fill(new Rect(0, y, body.Width, 1), style);
            if (body.Drawing == Drawing.Words)
            {
                body.ShowCursor(0, y);
            }
        }

        var x = 1 + body.Write(1, y, row.Stamp, theme.Style(Role.Muted).Over(style));
        if (row.NameWidth > 0)
        {
            body.WriteField(x, y, row.NameWidth - 1, row.Name.Text ?? "", here ? theme.Style(Role.Selected).Over(theme.Style(row.Name.Role)) : theme.Style(row.Name.Role));
            x += row.NameWidth;
        }

        body.WriteField(x, y, body.Width - x, row.Text, style);
        if (search is not { Text.Length: > 0 } found)
        {
            return;
        }

        var comparison = found.Text.Any(char.IsUpper) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        for (var at = 0; (at = row.Text.IndexOf(found.Text, at, comparison)) >= 0; at += found.Text.Length)
        {
            var before = TextWidth.Of(row.Text.AsSpan(0, at));
            if (x + before >= body.Width - 1)
            {
                return;
            }

            body.Write(x + before, y, row.Text.AsSpan(at, found.Text.Length), theme.Style(Role.Match));
        }
    }

    private static TextLine NameOf(IReadOnlyList<TextLine> names, int source) => source < names.Count ? names[source] : default;

    private readonly record struct LogRow(string Stamp, TextLine Name, int NameWidth, string Text, Role Tone);

    /// <summary>The lines that can be seen, counted from 0: all, or those found.</summary>
    private readonly struct Lines(LogBuffer buffer, LogSearch? search)
    {
        public LogBuffer Buffer => buffer;

        public int Count => search?.Count ?? (int)(buffer.End - buffer.First);

        public long this[int index] => search?[index] ?? buffer.First + index;

        public int IndexOf(long line) => search?.IndexOf(line) ?? (int)Math.Clamp(line - buffer.First, 0, Math.Max(0, buffer.End - buffer.First - 1));
    }
}
