using System.Globalization;
using System.Text;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Hosts;

/// <summary>Reads this host's processors, load and memory. Total: what cannot be read is null.</summary>
/// <param name="root">Where procfs is mounted; another folder in tests.</param>
public sealed class HostMeter(string root = "/proc")
{
    // /proc/stat has a line for every processor and one with every interrupt.
    private const int MostBytes = 1 << 20;

    public HostMeasure Read()
    {
        var load = Lines("loadavg") is [var first, ..] ? first.Split(' ') : [];
        var memory = Lines("meminfo");
        var cpus = Lines("stat").Count(l => l.StartsWith("cpu", StringComparison.Ordinal) && l.Length > 3 && char.IsAsciiDigit(l[3]));
        return new HostMeasure(
            Lines("sys/kernel/hostname") is [{ Length: > 0 } name, ..] ? name.Trim() : Environment.MachineName,
            cpus > 0 ? cpus : null, Number(load, 0), Number(load, 1), Number(load, 2), Bytes(memory, "MemTotal:"), Bytes(memory, "MemAvailable:"))
        {
            OwnBytes = Own(),
        };
    }

    private static double? Number(string[] words, int at) =>
        at < words.Length && double.TryParse(words[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : null;

    private static long? Bytes(string[] lines, string name)
    {
        var words = lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length >= 2 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kib) ? kib * 1024 : null;
    }

    // Size, resident, shared …: in pages.
    private long? Own() =>
        Lines("self/statm") is [var sizes, ..] && sizes.Split(' ') is [_, var resident, ..] && long.TryParse(resident, NumberStyles.None, CultureInfo.InvariantCulture, out var pages)
            ? pages * Environment.SystemPageSize
            : null;

    private string[] Lines(string file) =>
        ProcFile.ReadAll(Path.Combine(root, file), MostBytes) is { } bytes ? Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n') : [];
}
