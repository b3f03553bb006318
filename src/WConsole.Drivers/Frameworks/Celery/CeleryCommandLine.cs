using System.Collections.Immutable;
using WConsole.Drivers.Hosts;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>What the command line of a Celery worker tells (celery-redis §5.3): whose it is, and whether it can start itself again.</summary>
internal static class CeleryCommandLine
{
    private const string Titled = "[celeryd: ";

    /// <summary>Whether the command line is a Celery worker's, and whether it names this node.</summary>
    public static CommandLineMatch Match(ImmutableArray<string> line, string node)
    {
        // setproctitle rewrites it: "[celeryd: w1@web1:MainProcess] -active- (-A proj worker …)".
        if (line.FirstOrDefault(a => a.StartsWith(Titled, StringComparison.Ordinal)) is { } title)
        {
            var end = title.IndexOf(']', StringComparison.Ordinal);
            var name = end < 0 ? "" : title[Titled.Length..end];
            var colon = name.LastIndexOf(':');
            return colon > 0 && name[..colon] == node && name[(colon + 1)..] == "MainProcess" ? CommandLineMatch.Named : CommandLineMatch.NamesAnother;
        }

        if (!IsCelery(line))
        {
            return CommandLineMatch.Other;
        }

        return NameOption(line) is not { } given ? CommandLineMatch.Framework
            : Fits(given, node) ? CommandLineMatch.Named
            : CommandLineMatch.NamesAnother;
    }

    /// <summary>Null when HUP replaces the process in place; else why HUP would end it for good, or might.</summary>
    public static string? WhyNoRestartInPlace(ImmutableArray<string> line)
    {
        if (line.Length < 2 || line[0].StartsWith('['))
        {
            return "its command line does not show how it was started";
        }

        if (line.Contains("-m"))
        {
            return "it was started as python -m celery (or detached), and HUP would end it for good";
        }

        if (!IsPython(line[0]) || !(line[1] == "celery" || line[1].EndsWith("/celery", StringComparison.Ordinal)))
        {
            return "it was not started by the celery script, and HUP would end it for good";
        }

        if (line.Contains("-D") || line.Contains("--detach"))
        {
            return "it was started detached, and HUP would end it for good";
        }

        return !line[1].StartsWith('/') && line.Any(a => a.StartsWith("--workdir", StringComparison.Ordinal))
            ? "its script's path is relative and it changed its folder, so it could not start itself again"
            : null;
    }

    /// <summary>Null when the same words start the worker again and stay its process; else why not.</summary>
    public static string? WhyNoStartAgain(ImmutableArray<string> line) =>
        line.Length < 2 || line[0].StartsWith('[') ? "its command line was overwritten (setproctitle), so how it was started cannot be told"
        : line.Contains("-D") || line.Contains("--detach") ? "it was started detached, and would leave the launcher at once"
        : null;

    private static bool IsCelery(ImmutableArray<string> line)
    {
        var module = line.IndexOf("-m");
        if (module >= 0 && module + 1 < line.Length && (line[module + 1] == "celery" || line[module + 1].StartsWith("celery.", StringComparison.Ordinal)))
        {
            return true;
        }

        return line.Take(3).Any(a => a == "celery" || a.EndsWith("/celery", StringComparison.Ordinal))
            || (line.Contains("worker") && line.Any(a => a.Contains("celery", StringComparison.OrdinalIgnoreCase)));
    }

    private static string? NameOption(ImmutableArray<string> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is "-n" or "--hostname" && i + 1 < line.Length)
            {
                return line[i + 1];
            }

            if (line[i].StartsWith("--hostname=", StringComparison.Ordinal))
            {
                return line[i]["--hostname=".Length..];
            }

            if (line[i].StartsWith("-n", StringComparison.Ordinal) && line[i].Length > 2 && !line[i].StartsWith("--", StringComparison.Ordinal))
            {
                return line[i][2..];
            }
        }

        return null;
    }

    // %h, %n, %d and %i stand for parts that are only known on the worker: compare what is literal.
    private static bool Fits(string given, string node)
    {
        if (given == node)
        {
            return true;
        }

        var at = node.IndexOf('@', StringComparison.Ordinal);
        var givenAt = given.IndexOf('@', StringComparison.Ordinal);
        if (givenAt < 0)
        {
            // A name without host: Celery adds this host's name.
            return at > 0 && (given == node[..at] || (given.Contains('%', StringComparison.Ordinal) && Like(given, node[..at])));
        }

        return given.Contains('%', StringComparison.Ordinal) && at > 0 && Like(given[..givenAt], node[..at]) && Like(given[(givenAt + 1)..], node[(at + 1)..]);
    }

    private static bool Like(string pattern, string text)
    {
        var percent = pattern.IndexOf('%', StringComparison.Ordinal);
        if (percent < 0)
        {
            return pattern == text;
        }

        var tail = percent + 2 <= pattern.Length ? pattern[(percent + 2)..] : "";
        return text.StartsWith(pattern[..percent], StringComparison.Ordinal)
            && (tail.Contains('%', StringComparison.Ordinal) || (text.Length >= percent + tail.Length && text.EndsWith(tail, StringComparison.Ordinal)));
    }

    private static bool IsPython(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.StartsWith("python", StringComparison.Ordinal) || name.StartsWith("pypy", StringComparison.Ordinal);
    }
}
