using WConsole.Drivers.Hosts;
using WConsole.Tui.Logs;

namespace WConsole;

/// <summary>Reads the files behind a log screen: those of a process that is still the one that was proven, or the one it left behind.</summary>
internal static class LogReading
{
    // What is there already: enough to look back some way, little enough to be there at once.
    private const long Window = 4 << 20;

    // Further behind than this the newest counts.
    private const long Most = 16 << 20;

    public static async Task RunAsync(LogWant want, ILogIntake intake, TimeProvider time, CancellationToken cancellationToken)
    {
        var logs = want.Pid > 0 ? ProcessLogs.Of(want.Pid, want.StartTicks) : new ProcessLogs([], null);
        var files = !logs.Files.IsEmpty ? logs.Files : want.Path is { } left ? [new LogFileOfProcess(left, "its output")] : [];
        if (files.IsEmpty)
        {
            intake.Say($"nothing to read: {logs.Fault}");
            return;
        }

        if (want.Pid > 0)
        {
            intake.Say(string.Join(", ", files.Select(f => $"{f.Path} ({f.What})")));
        }

        var tail = new FileTail(time);
        await Task.WhenAll(files.Select((f, i) => tail.RunAsync(f.Path, Window, Most, (bytes, isOld) => intake.TakeAsync(i, bytes, isOld, cancellationToken), intake.Say, cancellationToken)));
    }
}
