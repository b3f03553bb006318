using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// All processes of this host at one moment. Only stat lines are read at once; command lines, environments, descriptors and cgroups of the few
/// that matter when asked, and only once. Total: what cannot be read is null or empty. Not thread safe.
/// </summary>
internal sealed class ProcessScan
{
    private const int MostBytes = 256 * 1024;

    private readonly string _root;
    private readonly DateTimeOffset? _boot;
    private readonly long _ticksPerSecond;
    private readonly Dictionary<int, ProcessEntry> _entries;
    private readonly Lazy<ImmutableArray<ProcessEntry>> _byStart;
    private readonly Lazy<HashSet<int>> _sessions;
    private readonly Lazy<HashSet<int>> _groups;
    private readonly Dictionary<int, byte[]> _variables = [];
    private readonly Dictionary<int, FrozenSet<string>?> _environments = [];
    private readonly Dictionary<int, ImmutableArray<string>> _commands = [];
    private readonly Dictionary<int, FrozenSet<string>> _pipes = [];

    private ProcessScan(string root, Dictionary<int, ProcessEntry> entries, DateTimeOffset? boot, long ticksPerSecond)
    {
        _root = root;
        _entries = entries;
        _boot = boot;
        _ticksPerSecond = ticksPerSecond;
        // Many trees are looked at in one scan.
        _byStart = new(() => [.. entries.Values.OrderBy(e => e.StartTicks).ThenBy(e => e.Pid)]);
        _sessions = new(() => [.. entries.Values.Select(e => e.Session)]);
        _groups = new(() => [.. entries.Values.Select(e => e.Group)]);
    }

    public IReadOnlyCollection<ProcessEntry> All => _entries.Values;

    /// <summary>All of them, the oldest first.</summary>
    public ImmutableArray<ProcessEntry> ByStart => _byStart.Value;

    /// <summary>Start of the youngest process: whatever is started after this walk is not older.</summary>
    public long Latest => ByStart.IsEmpty ? 0 : ByStart[^1].StartTicks;

    /// <summary>Whether anybody is in that session.</summary>
    public bool HasSession(int session) => _sessions.Value.Contains(session);

    /// <summary>Whether anybody is in that process group.</summary>
    public bool HasGroup(int group) => _groups.Value.Contains(group);

    public static ProcessScan Of(string root)
    {
        var entries = new Dictionary<int, ProcessEntry>();
        foreach (var folder in Folders(root))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && StatLine.Read(Path.Combine(folder, "stat")) is { } stat)
            {
                entries[pid] = new ProcessEntry(pid, stat.StartTicks, stat.Parent, stat.Group, stat.Session);
            }
        }

        return new ProcessScan(root, entries, BootTime(root), LibC.TicksPerSecond());
    }

    public ProcessEntry? Find(int pid) => _entries.TryGetValue(pid, out var entry) ? entry : null;

    /// <summary>True while the very process with that start time lives.</summary>
    public bool Has(int pid, long startTicks) => _entries.TryGetValue(pid, out var entry) && entry.StartTicks == startTicks;

    public DateTimeOffset? StartedAt(ProcessEntry entry) => _boot is { } boot ? boot + TimeSpan.FromSeconds(entry.StartTicks / _ticksPerSecond) : null;

    public double SecondsBetween(long earlier, long later) => (double)(later - earlier) / _ticksPerSecond;

    /// <summary>The parents of a process, nearest first; the last is the first process of its pid namespace.</summary>
    public ImmutableArray<int> Ancestors(int pid)
    {
        var line = ImmutableArray.CreateBuilder<int>();
        for (var at = Find(pid); at is { } entry && entry.Parent > 0 && line.Count < 1000 && !line.Contains(entry.Parent); at = Find(entry.Parent))
        {
            line.Add(entry.Parent);
        }

        return line.ToImmutable();
    }

    public ImmutableArray<string> CommandLine(int pid)
    {
        if (!_commands.TryGetValue(pid, out var command))
        {
            _commands[pid] = command = [.. Words(Bytes(Path.Combine(_root, $"{pid}/cmdline"))) ?? []];
        }

        return command;
    }

    /// <summary>"NAME=value" as it was when the program was started; null when it cannot be read, or was overwritten by a process title.</summary>
    public FrozenSet<string>? Environment(int pid)
    {
        if (!_environments.TryGetValue(pid, out var environment))
        {
            var words = Words(Variables(pid))?.Where(w => w.IndexOf('=', StringComparison.Ordinal) > 0).ToFrozenSet(StringComparer.Ordinal);
            _environments[pid] = environment = words is { Count: > 0 } ? words : null;
        }

        return environment;
    }

    /// <summary>Whether all of these were among its variables when the program was started. Asked of every process for every tree: no set is made for it.</summary>
    /// <param name="variables">"NAME=value".</param>
    public bool HasVariables(int pid, ImmutableArray<string> variables)
    {
        var all = Variables(pid).AsSpan();
        foreach (var variable in variables)
        {
            if (!HasWord(all, Encoding.UTF8.GetBytes(variable)))
            {
                return false;
            }
        }

        return true;
    }

    // Words end with a zero byte; the last one may not.
    private static bool HasWord(ReadOnlySpan<byte> words, ReadOnlySpan<byte> word)
    {
        for (var from = 0; words[from..].IndexOf(word) is >= 0 and var at; from += at + 1)
        {
            var (begin, end) = (from + at, from + at + word.Length);
            if ((begin == 0 || words[begin - 1] == 0) && (end == words.Length || words[end] == 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One variable, as it was when the program was started; null when it is not set or cannot be read. Of many processes this is far cheaper than
    /// <see cref="Environment"/>.</summary>
    public string? Variable(int pid, string name)
    {
        var word = Encoding.UTF8.GetBytes($"{name}=");
        var rest = (ReadOnlySpan<byte>)Variables(pid);
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            var entry = end < 0 ? rest : rest[..end];
            if (entry.StartsWith(word))
            {
                return Encoding.UTF8.GetString(entry[word.Length..]);
            }

            rest = rest[Math.Min(rest.Length, entry.Length + 1)..];
        }

        return null;
    }

    /// <summary>
    /// Pipes and sockets that it made or was handed, as the kernel names them ("pipe:[123]"): only inheritance makes two processes share one. Not the
    /// three standard ones, which whole pipelines share.
    /// </summary>
    public FrozenSet<string> Pipes(int pid)
    {
        if (!_pipes.TryGetValue(pid, out var pipes))
        {
            _pipes[pid] = pipes = Links(pid).Where(l => l.StartsWith("pipe:[", StringComparison.Ordinal) || l.StartsWith("socket:[", StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);
        }

        return pipes;
    }

    /// <summary>What its standard output or error is; null when it cannot be read.</summary>
    public string? Output(int pid, int descriptor) => Link(Path.Combine(_root, $"{pid}/fd/{descriptor}"));

    /// <summary>Its cgroup (v2, else the one of systemd); null when unknown.</summary>
    public string? Cgroup(int pid)
    {
        var lines = Bytes(Path.Combine(_root, $"{pid}/cgroup")) is { } bytes ? Encoding.UTF8.GetString(bytes).Split('\n') : [];
        var line = lines.FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal) && l != "0::/")
            ?? lines.FirstOrDefault(l => l.Contains(":name=systemd:", StringComparison.Ordinal));
        return line?[(line.LastIndexOf(':') + 1)..];
    }

    private static DateTimeOffset? BootTime(string root)
    {
        var line = Bytes(Path.Combine(root, "stat")) is { } bytes
            ? Encoding.UTF8.GetString(bytes).Split('\n').FirstOrDefault(l => l.StartsWith("btime ", StringComparison.Ordinal))
            : null;
        return long.TryParse(line.AsSpan(line is null ? 0 : 6), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    // Empty when they cannot be read.
    private byte[] Variables(int pid)
    {
        if (!_variables.TryGetValue(pid, out var bytes))
        {
            _variables[pid] = bytes = Bytes(Path.Combine(_root, $"{pid}/environ")) ?? [];
        }

        return bytes;
    }

    private static string[]? Words(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<string> Links(int pid)
    {
        string[] files;
        try
        {
            files = [.. Directory.GetFileSystemEntries(Path.Combine(_root, $"{pid}/fd")).Where(f => Path.GetFileName(f) is not ("0" or "1" or "2"))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        return files.Select(Link).OfType<string>();
    }

    private static string? Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string[] Folders(string root)
    {
        try
        {
            return Directory.GetDirectories(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static byte[]? Bytes(string path) => ProcFile.ReadAll(path, MostBytes);
}
