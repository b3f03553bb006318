using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Hosts;

/// <summary>Reads this host's processors, load and memory. Total: what cannot be read is null.</summary>
/// <param name="root">Where procfs is mounted; another folder in tests.</param>
public sealed class HostMeter(string root = "/proc")
{
    public HostMeasure Read()
    {
        var load = Lines("loadavg") is [var first, ..] ? first.Split(' ') : [];
        var memory = Lines("meminfo");
        var cpus = Lines("stat").Count(l => l.StartsWith("cpu", StringComparison.Ordinal) && l.Length > 3 && char.IsAsciiDigit(l[3]));
        return new HostMeasure(
            Lines("sys/kernel/hostname") is [{ Length: > 0 } name, ..] ? name.Trim() : Environment.MachineName,
            cpus > 0 ? cpus : null, Number(load, 0), Number(load, 1), Number(load, 2), Bytes(memory, "MemTotal:"), Bytes(memory, "MemAvailable:"));
    }

    private static double? Number(string[] words, int at) =>
        at < words.Length && double.TryParse(words[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : null;

    private static long? Bytes(string[] lines, string name)
    {
        var words = lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length >= 2 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kib) ? kib * 1024 : null;
    }

    private string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(root, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
