using System.Globalization;

namespace WConsole.Fleet.Launch;

/// <summary>How a program's last process ended. Neither code nor signal: it ended where nobody could see how.</summary>
/// <param name="Lived">Null when it never ran.</param>
/// <param name="LastLine">The last line of its log; null when there is none.</param>
/// <param name="Why">What kept it from running at all; null when it ran.</param>
public sealed record ProgramExit(int? Code, int? Signal, TimeSpan At, TimeSpan? Lived, string? LastLine = null, string? Why = null)
{
    /// <summary>"exit 3", "signal 9 (KILL)", "ended, code unknown", or why it could not be started.</summary>
    public string Text => Why ?? (Code is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit {code}")
        : Signal is { } signal ? $"signal {Name(signal)}"
        : "ended, code unknown");

    private static string Name(int signal)
    {
        var name = Actions.SignalNames.All.FirstOrDefault(s => s.Number == signal).Name ?? (signal == 11 ? "SEGV" : signal == 7 ? "BUS" : null);
        var number = signal.ToString(CultureInfo.InvariantCulture);
        return name is null ? number : $"{name} ({number})";
    }
}
