using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class SpawnWordsTests
{
    private static readonly SpawnOrder Order = new(["/opt/worker"], new Dictionary<string, string>(), "/", "/logs/1.log");

    [Theory]
    [InlineData(SpawnWords.TryAgain, "starts no more processes", "ulimit -u")]
    [InlineData(SpawnWords.NoMemory, "no memory", "run fewer")]
    [InlineData(SpawnWords.NotAProgram, "/opt/worker is no program", "#!/bin/sh")]
    [InlineData(SpawnWords.NoAccess, "/opt/worker may not be run", "executable")]
    [InlineData(SpawnWords.NoSpace, "/logs/1.log cannot be made: the disk is full", "make room")]
    [InlineData(SpawnWords.TooLong, "too long", "in a file")]
    [InlineData(SpawnWords.NoEntry, "there is no /opt/worker", "/logs/1.log")]
    [InlineData(40, "/opt/worker cannot be started", "symbolic links")]
    public void Each_failure_says_what_and_what_to_do(int error, string what, string remedy)
    {
        var text = SpawnWords.Of(error, "/opt/worker", Order);
        Assert.Contains(what, text, StringComparison.Ordinal);
        Assert.Contains(remedy, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_whose_interpreter_is_missing_is_not_called_missing_itself()
    {
        var script = Path.GetTempFileName();
        try
        {
            Assert.Contains("interpreter", SpawnWords.Of(SpawnWords.NoEntry, script, Order), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public void What_is_not_there_is_told_before_anything_is_started()
    {
        Assert.Equal("no command is given", Spawner.Start(Order with { Arguments = [] }).Why);
        Assert.Contains("no directory /nowhere", Spawner.Start(Order with { WorkingDirectory = "/nowhere" }).Why, StringComparison.Ordinal);
        Assert.Contains("no program /opt/no/worker", Spawner.Start(Order with { Arguments = ["/opt/no/worker"] }).Why, StringComparison.Ordinal);
        Assert.Contains("no program 'no-such-worker' in PATH", Spawner.Start(Order with { Arguments = ["no-such-worker"] }).Why, StringComparison.Ordinal);
    }
}
