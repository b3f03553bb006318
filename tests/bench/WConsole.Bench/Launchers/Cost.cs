using System.Globalization;

namespace WConsole.Bench.Launchers;

/// <summary>What some processes took until now, as the kernel counts it.</summary>
/// <param name="Cpu">Processor time of all of them.</param>
/// <param name="Memory">Resident now, in MiB.</param>
/// <param name="Peak">Resident at most, in MiB, each by itself.</param>
internal sealed record Cost(TimeSpan Cpu, double Memory, double Peak)
{
    /// <summary>Of those that still live.</summary>
    public static Cost Of(IEnumerable<int> pids)
    {
        var sum = new Cost(TimeSpan.Zero, 0, 0);
        foreach (var pid in pids)
        {
            try
            {
                var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');
                var status = File.ReadAllLines($"/proc/{pid}/status");
                sum = new Cost(
                    sum.Cpu + TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / (double)Drivers.Hosts.LibC.TicksPerSecond()), sum.Memory + MiB(status, "VmRSS"), sum.Peak + MiB(status, "VmHWM"));
            }
            catch (IOException)
            {
                // It ended.
            }
        }

        return sum;
    }

    private static double MiB(string[] status, string name) =>
        status.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] ? Number(kilobytes) / 1024.0 : 0;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
