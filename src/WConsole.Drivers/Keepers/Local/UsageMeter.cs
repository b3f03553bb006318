using System.Buffers.Text;
using System.Globalization;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// CPU and memory of whole trees: every process that descends from a main process or is in its session. All processes of the host are looked at seldom; in
/// between only those that are known, and their children as the kernel lists them.
/// </summary>
internal sealed class UsageMeter(ProcFs proc, string root = "/proc")
{
    /// <summary>What lost its parent before it was ever seen is counted after this time.</summary>
    internal static readonly TimeSpan WholeEvery = TimeSpan.FromSeconds(30);

    // Bytes: some thirty thousand of them.
    private const int MostChildren = 256 * 1024;

    private static readonly long Page = Environment.SystemPageSize;

    private Dictionary<int, Seen> _seen = [];
    private TimeSpan? _last;
    private TimeSpan _whole;

    // Not every kernel lists children.
    private readonly bool _lists = File.Exists(Path.Combine(root, "thread-self/children"));

    public Dictionary<string, ProgramUsage> Look(IReadOnlyList<(string Id, int Pid)> mains, TimeSpan now)
    {
        if (mains.Count == 0)
        {
            return [];
        }

        var found = new Dictionary<int, Seen>();
        if (!_lists || _last is null || now - _whole >= WholeEvery)
        {
            _whole = now;
            All(mains.ToDictionary(m => m.Pid, m => m.Id), found);
        }
        else
        {
            foreach (var (_, pid) in mains)
            {
                Follow(pid, pid, null, found);
            }

            foreach (var (pid, seen) in _seen)
            {
                Follow(pid, seen.Main, seen.Start, found);
            }
        }

        var result = Sum(mains, found, (now - _last)?.TotalSeconds);
        (_seen, _last) = (found, now);
        return result;
    }

    private Dictionary<string, ProgramUsage> Sum(IReadOnlyList<(string Id, int Pid)> mains, Dictionary<int, Seen> found, double? seconds)
    {
        var sums = new Dictionary<int, Total>();
        foreach (var (pid, seen) in found)
        {
            var known = _seen.TryGetValue(pid, out var before) && before.Start == seen.Start;
            var sum = sums.GetValueOrDefault(seen.Main);
            sums[seen.Main] = new Total(sum.Count + 1, sum.Ticks + (known ? Math.Max(0, seen.Ticks - before.Ticks) : 0), sum.Known || known, sum.Memory + (seen.Pages * Page));
        }

        var perSecond = LibC.TicksPerSecond();
        var result = new Dictionary<string, ProgramUsage>(StringComparer.Ordinal);
        foreach (var (id, pid) in mains)
        {
            var sum = sums.GetValueOrDefault(pid);
            result[id] = new ProgramUsage(sum.Count, sum.Known && seconds is > 0.2 ? Math.Round(sum.Ticks / (double)perSecond / seconds.Value, 3) : null, sum.Memory);
        }

        return result;
    }

    private void All(Dictionary<int, string> mains, Dictionary<int, Seen> found)
    {
        var scan = proc.Scan();
        foreach (var entry in scan.All)
        {
            if (Main(scan, mains, entry) is { } main && Read(entry.Pid) is { } now)
            {
                found[entry.Pid] = new Seen(main, now.StartTicks, now.Ticks, now.Pages);
            }
        }
    }

    /// <param name="start">Null: whichever process bears the pid now.</param>
    private void Follow(int pid, int main, long? start, Dictionary<int, Seen> found)
    {
        if (found.ContainsKey(pid) || Read(pid) is not { } now || (start is { } same && same != now.StartTicks))
        {
            return;
        }

        found[pid] = new Seen(main, now.StartTicks, now.Ticks, now.Pages);
        foreach (var child in Children(pid, now.Threads))
        {
            Follow(child, main, null, found);
        }
    }

    private static int? Main(ProcessScan scan, Dictionary<int, string> mains, ProcessEntry entry)
    {
        for (var (at, depth) = ((ProcessEntry?)entry, 0); at is { } here && depth < 50; at = scan.Find(here.Parent), depth++)
        {
            if (mains.ContainsKey(here.Pid))
            {
                return here.Pid;
            }

            if (mains.ContainsKey(here.Session))
            {
                return here.Session;
            }
        }

        return null;
    }

    // A child belongs to the thread that forked it.
    private List<int> Children(int pid, int threads)
    {
        var found = new List<int>();
        if (threads == 1)
        {
            AddChildren(Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{pid}/task/{pid}/children")), found);
            return found;
        }

        try
        {
            foreach (var thread in Directory.EnumerateDirectories(Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{pid}/task"))))
            {
                AddChildren(Path.Combine(thread, "children"), found);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended under the look.
        }

        return found;
    }

    private static void AddChildren(string path, List<int> found)
    {
        for (ReadOnlySpan<byte> rest = ProcFile.ReadAll(path, MostChildren); Utf8Parser.TryParse(rest, out int child, out var used); rest = rest[used..].TrimStart((byte)' '))
        {
            found.Add(child);
        }
    }

    private StatLine? Read(int pid) => StatLine.Read(Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{pid}/stat")));

    // One process at the last look, and the main process whose tree it belongs to.
    private readonly record struct Seen(int Main, long Start, long Ticks, long Pages);

    private readonly record struct Total(int Count, long Ticks, bool Known, long Memory);
}
