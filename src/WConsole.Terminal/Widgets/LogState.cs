namespace WConsole.Terminal.Widgets;

/// <summary>What part of a log is seen, and how. A value that its owner keeps; drawing returns it with what only drawing knows.</summary>
public sealed record LogState
{
    /// <summary>The first line seen, by its number.</summary>
    public long Top { get; init; }

    /// <summary>The end stays in view while lines come.</summary>
    public bool Follow { get; init; } = true;

    public bool Wrap { get; init; }

    /// <summary>Whether each line begins with the time it came (UTC).</summary>
    public bool Stamps { get; init; }

    /// <summary>False for a text that is whole and gets no more lines: there is nothing to follow.</summary>
    public bool Live { get; init; } = true;

    /// <summary>Only the lines that hold what is looked for.</summary>
    public bool Filter { get; init; }

    /// <summary>The found line that <c>n</c> and <c>N</c> went to; -1: none.</summary>
    public long At { get; init; } = -1;

    /// <summary>Rows that were there for lines at the last drawing.</summary>
    public int Height { get; init; }

    /// <summary>The first line of the last page, as it was drawn; -1: not known yet.</summary>
    public long Last { get; init; } = -1;

    /// <summary>So many lines down, or up when negative. Up ends following; the end begins it again.</summary>
    public LogState Scroll(long lines, LogBuffer buffer, LogSearch? search = null)
    {
        if (Filter && search is { Text.Length: > 0 })
        {
            var last = Math.Max(0, search.Count - Height);
            var index = Math.Clamp(search.IndexOf(Top) + lines, 0, last);
            return this with { Top = search.Count == 0 ? Top : search[(int)index], Follow = lines > 0 && index == last };
        }

        var end = Math.Max(buffer.First, Wrap && Last >= 0 ? Last : buffer.End - Height);
        var top = Math.Clamp(Top + lines, buffer.First, end);
        return this with { Top = top, Follow = lines > 0 && top == end };
    }

    public LogState ToStart(LogBuffer buffer) => this with { Top = buffer.First, Follow = false };

    public LogState ToEnd() => this with { Follow = true };

    /// <summary>The next line down (or up) that holds what is looked for, brought into view; goes round at the ends. Unchanged when none is known.</summary>
    public LogState Next(LogSearch search, bool down)
    {
        if (search.Count == 0)
        {
            return this;
        }

        // Without a line gone to before, the nearest to what is seen: the last one for up, the first one for down.
        var index = At >= 0 ? search.IndexOf(At) : search.IndexOf(down ? Top : Top + Math.Max(1, Height));
        var next = At < 0 ? (down ? index : index - 1)
            : down ? index + (index < search.Count && search[index] == At ? 1 : 0) : index - 1;
        var line = search[(next + search.Count) % search.Count];
        var seen = line >= Top && line < Top + Height && !Filter;
        return this with { At = line, Follow = false, Top = seen ? Top : Math.Max(0, line - (Height / 2)) };
    }
}
