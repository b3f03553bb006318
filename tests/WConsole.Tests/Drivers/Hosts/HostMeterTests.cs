using WConsole.Drivers.Hosts;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Drivers.Hosts;

public sealed class HostMeterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wct-meter-").FullName;

    [Fact]
    public void Load_memory_processors_and_our_own_size_are_read()
    {
        Write("loadavg", "0.50 0.25 1.75 2/345 6789\n");
        Write("meminfo", "MemTotal:       16384 kB\nMemFree:            1 kB\nMemAvailable:    8192 kB\n");
        Write("stat", "cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\nctxt 7\n");
        Write("sys/kernel/hostname", "ops1\n");
        Write("self/statm", "900 25 7 1 0 60 0\n");
        Assert.Equal(
            new HostMeasure("ops1", 2, 0.5, 0.25, 1.75, 16384 * 1024, 8192 * 1024) { OwnBytes = 25 * Environment.SystemPageSize }, new HostMeter(_root).Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("cpu cpu0x MemTotal: MemAvailable: -1 NaN")]
    [InlineData("MemTotal:\nMemAvailable: 99999999999999999999999 kB\n")]
    public void What_cannot_be_read_is_unknown(string rubbish)
    {
        foreach (var file in (string[])["loadavg", "meminfo", "stat", "self/statm"])
        {
            Write(file, rubbish);
        }

        var none = new HostMeasure(Environment.MachineName, null, null, null, null, null, null);
        Assert.Equal(none, new HostMeter(_root).Read());
        Assert.Equal(none, new HostMeter(Path.Combine(_root, "nothing")).Read());
    }

    [Fact]
    public void This_host_is_measured()
    {
        var here = new HostMeter().Read();
        Assert.True(here.Cpus > 0);
        Assert.InRange(here.OwnBytes ?? 0, 1 << 20, Environment.WorkingSet * 4);
        Assert.True(here.MemoryTotal > here.MemoryAvailable);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
