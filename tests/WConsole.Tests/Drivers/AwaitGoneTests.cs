using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Frameworks.Kept;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Tests.Drivers.CeleryDriver;
using WConsole.Tests.Drivers.Hosts;

namespace WConsole.Tests.Drivers;

/// <summary>Whether the stronger step of a route follows hangs on this report alone: a process that lives on is no success.</summary>
public sealed class AwaitGoneTests : IDisposable
{
    private static readonly RouteStep.AwaitGone Wait = new(77, 9000, TimeSpan.Zero);

    private readonly ProcFolder _proc = new();

    public void Dispose() => _proc.Dispose();

    [Theory(Timeout = 20_000)]
    [InlineData("lives", false, "pid 77 still lives after 0 s")]
    [InlineData("zombie", true, "pid 77 is gone")]
    [InlineData("another", true, "pid 77 is gone")]
    [InlineData("none", true, "pid 77 is gone")]
    public async Task It_is_done_only_when_the_process_is_gone(string what, bool done, string text)
    {
        _ = what switch
        {
            "lives" => _proc.Put(77, 1, 9000),
            "zombie" => _proc.Put(77, 1, 9000, state: 'Z'),
            "another" => _proc.Put(77, 1, 9001),
            _ => _proc,
        };
        var proc = new ProcFs(_proc.Root);
        var token = TestContext.Current.CancellationToken;
        var broker = Assert.IsType<BrokerUrlReading.Urls>(BrokerUrl.Parse("redis://127.0.0.1")).First;
        var celery = new CelerySource(new SourceId("test"), CelerySettings.Of(broker), TimeProvider.System, proc);
        Assert.Equal(new StepReport(done, text), await celery.RunAsync(Wait, CeleryWorld.Worker(), token));

        // This step asks neither the program nor the launcher.
        Assert.Equal(new StepReport(done, text), await new KeptSteps(proc, TimeProvider.System).RunAsync(Wait, null!, null!, token));
    }
}
