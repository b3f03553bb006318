using System.Globalization;

namespace WConsole.Terminal.Screen;

/// <summary>Whether somebody could continue this process if it stopped.</summary>
internal static class JobControl
{
    /// <summary>
    /// True when an ancestor outside our process group is in our session: a shell with job control. Without one (run by ssh
    /// itself, or as a terminal's only program) a stop would freeze the terminal for good, and the kernel ignores Ctrl-Z likewise.
    /// </summary>
    /// <param name="pid">The process that would stop.</param>
    /// <param name="stat">The text of /proc/PID/stat, or null when it cannot be read.</param>
    public static bool CanStop(int pid, Func<int, string?> stat)
    {
        if (Read(stat(pid)) is not { } self)
        {
            return false;
        }

        // Bounded: the text comes from outside, and a chain of parents could be made to look endless.
        var parent = self.Parent;
        for (var step = 0; step < 64 && parent > 0 && Read(stat(parent)) is { } ancestor; step++)
        {
            if (ancestor.Session != self.Session)
            {
                return false;
            }

            if (ancestor.Group != self.Group)
            {
                return true;
            }

            parent = ancestor.Parent;
        }

        return false;
    }

    /// <summary>The text of /proc/PID/stat; null when there is no such process.</summary>
    public static string? ReadStat(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // pid (name) state ppid pgrp session …; the name may hold anything, so what counts comes after the last bracket.
    private static (int Parent, int Group, int Session)? Read(string? stat)
    {
        var fields = stat?[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is { Length: > 3 } && Number(fields[1]) is { } parent && Number(fields[2]) is { } group && Number(fields[3]) is { } session
            ? (parent, group, session)
            : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
}
