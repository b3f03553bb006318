using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>How the log files of programs are called, below the launcher's folder: <c>logs/mail_0/000003.log</c> is the third run of <c>mail:0</c>.</summary>
public static class LogNames
{
    /// <summary>What of a run was moved out of its file.</summary>
    public const string Older = ".1";

    /// <summary>When which byte of a run was written, one "milliseconds-since-1970 offset" a line.</summary>
    public const string Times = ".at";

    /// <summary>The folder of a program's logs.</summary>
    // A group's name has no ':', so this stays reversible.
    public static string Folder(string root, string id) => Path.Combine(root, "logs", SafeName.Escape(id.Replace(':', '_')));

    /// <summary>The log of a run.</summary>
    public static string File(string root, string id, int run) => Path.Combine(Folder(root, id), string.Create(CultureInfo.InvariantCulture, $"{run:000000}.log"));

    /// <summary>The number of the run that a file belongs to; null for any other file.</summary>
    public static int? Run(string file)
    {
        var name = Path.GetFileName(file);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name.AsSpan(dot).StartsWith(".log") && int.TryParse(name.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>From which byte of a run on to read, to see everything from a moment on: a little more rather than less.</summary>
    /// <param name="times">The text of its <see cref="Times"/>.</param>
    /// <returns>Null: it was all written before that.</returns>
    public static long? Offset(string times, DateTimeOffset since)
    {
        var (from, last) = (0L, (long?)null);
        foreach (var line in times.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            if (blank > 0 && long.TryParse(line.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && long.TryParse(line.AsSpan(blank + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            {
                last = at;
                from = at < since.ToUnixTimeMilliseconds() ? offset : from;
            }
        }

        return last is { } end && end < since.ToUnixTimeMilliseconds() ? null : from;
    }
}
