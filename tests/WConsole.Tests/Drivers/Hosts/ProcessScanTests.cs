using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

public sealed class ProcessScanTests : IDisposable
{
    private readonly ProcFolder _proc = new ProcFolder()
        .Put(10, 1, 300, group: 9, session: 8, environment: ["A=1", "WCONSOLE_ID=k.mail:1.2", "B=A=1", "C="])
        .Put(11, 10, 200, environment: [])
        .Put(12, 10, 200, state: 'Z');

    [Theory]
    [InlineData(true, "A=1")]
    [InlineData(true, "WCONSOLE_ID=k.mail:1.2", "C=", "A=1")]
    [InlineData(false, "WCONSOLE_ID=k.mail:1")]
    [InlineData(false, "WCONSOLE_ID=k.mail:1.22")]
    [InlineData(false, "D=k.mail:1.2")]
    [InlineData(false, "A=1", "B=1")]
    [InlineData(true)]
    public void Variables_are_known_by_their_whole_text(bool has, params string[] variables) => Assert.Equal(has, new ProcFs(_proc.Root).Scan().HasVariables(10, [.. variables]));

    [Fact]
    public void Without_an_environment_nothing_is_set()
    {
        var scan = new ProcFs(_proc.Root).Scan();
        Assert.False(scan.HasVariables(11, ["A=1"]));
        Assert.False(scan.HasVariables(99, ["A=1"]));
        Assert.Null(scan.Variable(99, "A"));
        Assert.Equal("1", scan.Variable(10, "A"));
        Assert.Equal("", scan.Variable(10, "C"));
    }

    [Fact]
    public void The_oldest_come_first_and_zombies_not_at_all()
    {
        var scan = new ProcFs(_proc.Root).Scan();
        Assert.Equal([11, 10], scan.ByStart.Select(e => e.Pid));
        Assert.Equal(300, scan.Latest);
        Assert.True(scan.HasSession(8) && scan.HasGroup(9) && !scan.HasSession(9) && !scan.HasGroup(8));
    }

    public void Dispose() => _proc.Dispose();
}
