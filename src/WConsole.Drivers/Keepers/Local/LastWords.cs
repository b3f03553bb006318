using System.Text.RegularExpressions;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>The last line of a program that ended; of one that could not import its code, with where it looked.</summary>
internal static partial class LastWords
{
    public static string? Of(string log, Program program)
    {
        var tail = LogBook.Tail(log);
        if (tail.IsEmpty)
        {
            return null;
        }

        var import = tail.LastOrDefault(l => ImportFailure().IsMatch(l));
        return import is null
            ? tail[^1]
            : $"{import.Trim()} (started in {program.WorkingDirectory}, PYTHONPATH {(program.Environment.TryGetValue("PYTHONPATH", out var path) ? path : "not set by its group")})";
    }

    [GeneratedRegex(@"^\s*(ModuleNotFoundError|ImportError|pkg_resources\.DistributionNotFound)\b|^Unable to load celery application|^The module .* was not found")]
    private static partial Regex ImportFailure();
}
