using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WConsole.Drivers.Hosts;

/// <summary>Reads /proc. Total: what cannot be read is a value, never an exception.</summary>
/// <param name="root">Where procfs is mounted; another folder in tests.</param>
public sealed class ProcFs(string root = "/proc")
{
    // Enough for any worker's command line; a hostile process may have megabytes.
    private const int MostCommandLine = 64 * 1024;
    private const int MostText = 64 * 1024;

    /// <summary>Where procfs is mounted.</summary>
    internal string Root => root;

    /// <summary>This host.</summary>
    public HostLook Host()
    {
        var uptime = ReadText("uptime")?.Split(' ')[0];
        TimeSpan? up = double.TryParse(uptime, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
        var name = ReadText("sys/kernel/hostname")?.Trim();
        return new HostLook(name is { Length: > 0 } ? name : Environment.MachineName, up, LibC.TicksPerSecond());
    }

    /// <summary>All processes of this host at this moment.</summary>
    internal ProcessScan Scan() => ProcessScan.Of(root);

    /// <summary>One process, with everything that a proof or a signal needs.</summary>
    public ProcessLook Look(int pid)
    {
        var brief = Brief(pid);
        if (brief is not ProcessLook.Alive alive)
        {
            return brief;
        }

        var full = alive with
        {
            CommandLine = CommandLine(pid),
            SamePidNamespace = SamePidNamespace(pid),
            Cwd = Link($"{pid}/cwd"),
            Stdout = File(pid, 1),
            Stderr = File(pid, 2),
        };

        // The pid may have been handed to another process between the reads: what was read then belongs to nobody.
        return Brief(pid) is ProcessLook.Alive again && again.StartTicks == alive.StartTicks ? full : new ProcessLook.None();
    }

    /// <summary>Only identity and life: one read.</summary>
    public ProcessLook Brief(int pid)
    {
        if (pid <= 0)
        {
            return new ProcessLook.None();
        }

        var file = StatOf(pid);
        return StatLine.Read(file) is { } stat ? new ProcessLook.Alive(pid, stat.StartTicks, stat.Parent, [], null, null, null, null) : NotAlive(pid, file);
    }

    // It is gone, ended and not waited for, or not to be seen: which of them is worth a longer way.
    private static ProcessLook NotAlive(int pid, string file)
    {
        if (!System.IO.File.Exists(file))
        {
            return new ProcessLook.None();
        }

        string text;
        try
        {
            text = System.IO.File.ReadAllText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ProcessLook.None();
        }
        catch (UnauthorizedAccessException)
        {
            return new ProcessLook.Unreadable($"/proc/{pid}/stat: permission denied");
        }
        catch (IOException)
        {
            // ESRCH: it ended between open and read.
            return new ProcessLook.None();
        }

        return ParseStat(pid, text);
    }

    /// <summary>True while the very process that had this start time lives; a zombie does not.</summary>
    public bool IsAlive(int pid, long startTicks) => pid > 0 && StatLine.Read(StatOf(pid)) is { } stat && stat.StartTicks == startTicks;

    private string StatOf(int pid) => Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{pid}/stat"));

    /// <summary>Reads the text of /proc/PID/stat; the program's name in it may hold spaces and parentheses.</summary>
    internal static ProcessLook ParseStat(int pid, string text)
    {
        var end = text.LastIndexOf(')');
        var fields = end < 0 ? [] : text[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20
            || !int.TryParse(fields[1], NumberStyles.Integer, CultureInfo.InvariantCulture, out var parent)
            || !long.TryParse(fields[19], NumberStyles.Integer, CultureInfo.InvariantCulture, out var start))
        {
            return new ProcessLook.Unreadable($"/proc/{pid}/stat: not understood");
        }

        return fields[0] is "Z" or "X" or "x"
            ? new ProcessLook.Zombie(pid, start)
            : new ProcessLook.Alive(pid, start, parent, [], null, null, null, null);
    }

    private ImmutableArray<string> CommandLine(int pid)
    {
        try
        {
            using var file = System.IO.File.OpenRead(Path.Combine(root, $"{pid}/cmdline"));
            var bytes = new byte[MostCommandLine];
            var n = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var text = Encoding.UTF8.GetString(bytes, 0, n).TrimEnd('\0');
            return text.Length == 0 ? [] : [.. text.Split('\0')];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The namespace link needs ptrace rights; NSpid in status is open to everybody and lists one pid per namespace level
    // below that of this procfs.
    private bool? SamePidNamespace(int pid)
    {
        if (Link($"{pid}/ns/pid") is { } theirs && Link("self/ns/pid") is { } ours)
        {
            return theirs == ours;
        }

        var line = ReadText($"{pid}/status")?.Split('\n').FirstOrDefault(l => l.StartsWith("NSpid:", StringComparison.Ordinal));
        return line is null ? null : line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length == 2;
    }

    /// <summary>What a file descriptor of a process is; null when that cannot be seen.</summary>
    internal OpenFile? File(int pid, int fd)
    {
        if (Link($"{pid}/fd/{fd}") is not { } target)
        {
            return null;
        }

        return new OpenFile(target, target.StartsWith('/') && !target.StartsWith("/dev/", StringComparison.Ordinal) && CanRead(target));
    }

    private static bool CanRead(string path)
    {
        try
        {
            // Looking at the kind first: opening a named pipe would wait for its other end.
            if (!System.IO.File.Exists(path) || (System.IO.File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.Directory)) != 0)
            {
                return false;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private string? Link(string path)
    {
        try
        {
            // The text of the link, not where it leads: these are not paths.
            return new FileInfo(Path.Combine(root, path)).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? ReadText(string path) => ProcFile.ReadAll(Path.Combine(root, path), MostText) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
