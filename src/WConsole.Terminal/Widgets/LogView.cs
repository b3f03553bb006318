using System.Globalization;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Terminal.Widgets;

/// <summary>A log: a strip that shows every toggle and what is looked for, and under it the lines, in the tone of their level, with what was found marked.</summary>
public static class LogView
{
    // Of one line, more than this is not shown here; a screen of its own may show the whole.
    private const int MostShown = 16 * 1024;

    /// <summary>Draws; returns the state with what was possible.</summary>
    public static LogState Draw(Frame frame, Theme theme, LogBuffer buffer, LogSearch? search, LogState state)
    {
        DrawStrip(frame, theme, buffer, search, state);
        var body = frame.Slice(new Rect(0, 1, frame.Width, Math.Max(0, frame.Height - 1)));
        state = state with { Height = body.Height };
        var lines = new Lines(buffer, state.Filter && search is { Text.Length: > 0 } ? search : null);
        var top = lines.IndexOf(state.Top);
        if (state.Follow)
        {
            top = FirstOfLast(lines, state, body);
        }

        top = Math.Clamp(top, 0, Math.Max(0, lines.Count - 1));
        var y = 0;
        for (var i = top; i < lines.Count && y < body.Height; i++)
        {
            foreach (var row in Rows(buffer, lines[i], state, body.Width))
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

        return state with { Top = lines.Count == 0 ? state.Top : lines[top] };
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
        foreach (var (name, on) in new[] { ("Follow", state.Follow), ("Wrap", state.Wrap), ("Stamps", state.Stamps), ("Filter", state.Filter) })
        {
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
    private static int FirstOfLast(Lines lines, LogState state, Frame body)
    {
        var left = body.Height;
        var i = lines.Count;
        while (i > 0 && left > 0)
        {
            left -= state.Wrap ? Rows(lines.Buffer, lines[i - 1], state, body.Width).Count : 1;
            if (left >= 0 || i == lines.Count)
            {
                i--;
            }
        }

        return i;
    }

    private static List<LogRow> Rows(LogBuffer buffer, long line, LogState state, int width)
    {
        var raw = buffer.Text(line, MostShown);
        var text = LogLine.Clean(raw);
        text = raw.Length >= MostShown ? $"{text}…" : text;
        var tone = LogLine.Tone(text);
        var stamp = state.Stamps ? buffer.At(line).UtcDateTime.ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture) : "";
        var room = Math.Max(1, width - 1 - stamp.Length);
        var rows = new List<LogRow>();
        if (!state.Wrap)
        {
            rows.Add(new LogRow(stamp, text, tone));
            return rows;
        }

        var rest = text.AsSpan();
        do
        {
            // A wide character in one cell must be taken, or this would never end.
            var fits = Math.Max(TextWidth.Fit(rest, room).Length, Math.Min(rest.Length, TextWidth.Fit(rest, 2).Length));
            rows.Add(new LogRow(rows.Count == 0 ? stamp : new string(' ', stamp.Length), rest[..fits].ToString(), tone));
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

    private readonly record struct LogRow(string Stamp, string Text, Role Tone);

    /// <summary>The lines that can be seen, counted from 0: all, or those found.</summary>
    private readonly struct Lines(LogBuffer buffer, LogSearch? search)
    {
        public LogBuffer Buffer => buffer;

        public int Count => search?.Count ?? (int)(buffer.End - buffer.First);

        public long this[int index] => search?[index] ?? buffer.First + index;

        public int IndexOf(long line) => search?.IndexOf(line) ?? (int)Math.Clamp(line - buffer.First, 0, Math.Max(0, buffer.End - buffer.First - 1));
    }
}
