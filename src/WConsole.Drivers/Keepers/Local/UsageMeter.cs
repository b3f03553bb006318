using System.Globalization;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>CPU and memory of whole trees: every process that descends from a main process or is in its session.</summary>
internal sealed class UsageMeter(ProcFs proc, string root = "/proc")
{
    private static readonly long Page = Environment.SystemPageSize;

    private readonly Dictionary<int, (long Start, long Ticks)> _ticks = [];
    private TimeSpan? _last;

    public Dictionary<string, ProgramUsage> Look(IReadOnlyList<(string Id, int Pid)> mains, TimeSpan now)
    {
        var result = new Dictionary<string, ProgramUsage>(StringComparer.Ordinal);
        if (mains.Count == 0)
        {
            return result;
        }

        var scan = proc.Scan();
        var owner = mains.ToDictionary(m => m.Pid, m => m.Id);
        var sums = mains.ToDictionary(m => m.Id, _ => (Count: 0, Ticks: 0L, Known: false, Memory: 0L), StringComparer.Ordinal);
        var seen = new HashSet<int>();
        foreach (var entry in scan.All)
        {
            if (Owner(scan, owner, entry) is not { } id || Read(entry.Pid) is not var (ticks, pages))
            {
                continue;
            }

            seen.Add(entry.Pid);
            var known = _ticks.TryGetValue(entry.Pid, out var before) && before.Start == entry.StartTicks;
            var sum = sums[id];
            sums[id] = (sum.Count + 1, sum.Ticks + (known ? Math.Max(0, ticks - before.Ticks) : 0), sum.Known || known, sum.Memory + (pages * Page));
            _ticks[entry.Pid] = (entry.StartTicks, ticks);
        }

        foreach (var pid in _ticks.Keys.Where(p => !seen.Contains(p)).ToList())
        {
            _ticks.Remove(pid);
        }

        var seconds = (now - _last)?.TotalSeconds;
        var perSecond = LibC.TicksPerSecond();
        foreach (var (id, sum) in sums)
        {
            result[id] = new ProgramUsage(sum.Count, sum.Known && seconds is > 0.2 ? Math.Round(sum.Ticks / (double)perSecond / seconds.Value, 3) : null, sum.Memory);
        }

        _last = now;
        return result;
    }

    private static string? Owner(ProcessScan scan, Dictionary<int, string> mains, ProcessEntry entry)
    {
        for (var (at, depth) = ((ProcessEntry?)entry, 0); at is { } here && depth < 50; at = scan.Find(here.Parent), depth++)
        {
            if (mains.TryGetValue(here.Pid, out var id) || mains.TryGetValue(here.Session, out id))
            {
                return id;
            }
        }

        return null;
    }

    private (long Ticks, long Pages)? Read(int pid)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{pid}/stat")));
            var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > 21
                ? (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture))
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
