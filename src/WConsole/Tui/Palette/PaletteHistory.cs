namespace WConsole.Tui.Palette;

/// <summary>What was run from the palette, kept in a file between runs: one name a line, newest first. A file that cannot be read or written is none.</summary>
internal static class PaletteHistory
{
    public static IReadOnlyList<string> Read(string path)
    {
        // Asked first: that there is none yet is usual, and an exception costs a start 10 ms.
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. File.ReadLines(path).Where(l => l.Length > 0 && !l.Any(char.IsControl)).Take(AppEffects.HistoryKept)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public static void Write(string path, IEnumerable<string> names)
    {
        try
        {
            // Two consoles may leave at once: each writes a whole file.
            var own = $"{path}.{Environment.ProcessId}";
            File.WriteAllLines(own, names);
            File.Move(own, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is a convenience.
        }
    }
}
