namespace WConsole.Tests.Drivers.Celery;

public sealed class FuzzTests
{
    [Fact]
    public void Decoders_survive_200_000_mutants_within_bounded_memory()
    {
        var run = new FuzzRun(20261121, [.. Capture.All.Select(c => c.Bytes)]);
        run.Run(200_000);
        Assert.Equal(200_000, run.Read + run.Malformed + run.Unsupported);
        // All three ends are reached, else the mutations say nothing about the parsers.
        Assert.True(run is { Read: > 20_000, Malformed: > 20_000, Unsupported: > 100 }, $"read {run.Read}, malformed {run.Malformed}, unsupported {run.Unsupported}");
        Assert.True(run.MostAllocated < 1_000_000, $"one message of at most 4 kB made {run.MostAllocated} bytes");
    }
}
