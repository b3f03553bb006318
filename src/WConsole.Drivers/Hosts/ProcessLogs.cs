using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Drivers.Hosts;

/// <summary>The files that a process writes its log to, found through its open file descriptors: stdout, stderr, and whatever it opened for appending.</summary>
/// <param name="Files">In the order in which they are worth reading; empty: none.</param>
/// <param name="Fault">Why there is nothing to read, with the remedy; null when there is.</param>
public sealed record ProcessLogs(ImmutableArray<LogFileOfProcess> Files, string? Fault)
{
    // A worker has a handful; a process with more open files than this is searched no further.
    private const int MostDescriptors = 256;
    private const int AppendFlag = 0x400;
    private const int AccessMask = 3;

    /// <summary>Looks at the process that has this pid and started then; another one of the same pid is not it.</summary>
    public static ProcessLogs Of(int pid, long startTicks, string root = "/proc")
    {
        var proc = new ProcFs(root);
        if (proc.Look(pid) is not ProcessLook.Alive alive || alive.StartTicks != startTicks)
        {
            return new ProcessLogs([], $"pid {pid} has ended");
        }

        var files = ImmutableArray.CreateBuilder<LogFileOfProcess>();
        foreach (var (fd, word) in new[] { (2, "stderr"), (1, "stdout") })
        {
            if ((fd == 1 ? alive.Stdout : alive.Stderr) is { CanRead: true } file && files.All(f => f.Path != file.Target))
            {
                files.Add(new LogFileOfProcess(file.Target, word));
            }
        }

        foreach (var path in Appended(proc, root, pid).Distinct().Where(p => files.All(f => f.Path != p)).ToList())
        {
            files.Add(new LogFileOfProcess(path, "log file"));
        }

        // What was read of another process in the meantime belongs to nobody.
        return !proc.IsAlive(pid, startTicks) ? new ProcessLogs([], $"pid {pid} has ended")
            : files.Count > 0 ? new ProcessLogs(files.ToImmutable(), null)
            : new ProcessLogs([], Why(alive));
    }

    private static string Why(ProcessLook.Alive alive) => alive.Stderr is not { } stderr
        ? $"what pid {alive.Pid} writes to cannot be seen: run wconsole as the worker's user"
        : stderr.Target.StartsWith("socket:", StringComparison.Ordinal)
            ? $"its stderr is {stderr.Kind}: journalctl _PID={alive.Pid} -f"
            : $"its stderr is {stderr.Kind}; start it with its output to a file, or with --logfile";

    private static IEnumerable<string> Appended(ProcFs proc, string root, int pid)
    {
        string[] descriptors;
        try
        {
            descriptors = [.. Directory.EnumerateFileSystemEntries(Path.Combine(root, $"{pid}/fd")).Take(MostDescriptors).Select(p => Path.GetFileName(p))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        foreach (var name in descriptors)
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var fd) && fd > 2 && Flags(root, pid, fd) is { } flags
                && (flags & AppendFlag) != 0 && (flags & AccessMask) != 0 && proc.File(pid, fd) is { CanRead: true } file)
            {
                yield return file.Target;
            }
        }
    }

    // "flags:\t0102001": octal.
    private static int? Flags(string root, int pid, int fd)
    {
        try
        {
            var line = File.ReadLines(Path.Combine(root, $"{pid}/fdinfo/{fd}")).FirstOrDefault(l => l.StartsWith("flags:", StringComparison.Ordinal));
            return line is null ? null : Convert.ToInt32(line[6..].Trim(), 8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }
}

/// <summary>A file that a process writes its log to.</summary>
/// <param name="What">stderr, stdout or "log file".</param>
public readonly record struct LogFileOfProcess(string Path, string What);
