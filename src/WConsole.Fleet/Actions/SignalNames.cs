using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Fleet.Actions;

/// <summary>The signals that can be sent to a worker, with their numbers on Linux (x64 and arm64 alike).</summary>
public static class SignalNames
{
    public static ImmutableArray<(string Name, int Number)> All { get; } =
    [
        ("HUP", 1), ("INT", 2), ("QUIT", 3), ("ABRT", 6), ("KILL", 9), ("USR1", 10), ("USR2", 12), ("ALRM", 14), ("TERM", 15),
        ("CONT", 18), ("STOP", 19), ("TSTP", 20), ("TTIN", 21), ("TTOU", 22), ("WINCH", 28),
    ];

    /// <summary>Null when no such signal is sent to workers.</summary>
    public static int? Number(string name) => All.FirstOrDefault(s => s.Name == name) is { Name: not null } found ? found.Number : null;

    /// <summary>"term", "SIGTERM" and "15" are all TERM; null when it is none.</summary>
    public static string? Find(string word)
    {
        var name = word.ToUpperInvariant();
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        return All.FirstOrDefault(s => s.Name == name || s.Number.ToString(CultureInfo.InvariantCulture) == name).Name;
    }
}
