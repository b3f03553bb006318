using System.Diagnostics;
using WConsole.Drivers.Hosts;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Celery;

/// <summary>Signals to real processes: they hit the one that was meant, or nobody.</summary>
public sealed class ProcessSignalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signal_reaches_the_process_and_its_end_is_seen(bool usePidfd)
    {
        Peer.Require("sleep");
        using var process = Process.Start(Peer.Find("sleep")!, "60");
        var proc = new ProcFs();
        var alive = Assert.IsType<ProcessLook.Alive>(proc.Look(process.Id));
        var outcome = new SignalSender(proc, usePidfd).Send(process.Id, alive.StartTicks, "TERM");
        Assert.Equal(SignalResult.Sent, outcome.Result);
        Assert.True(await new ProcessExit(proc, TimeProvider.System).WaitAsync(process.Id, alive.StartTicks, TimeSpan.FromSeconds(20), Token));
        await process.WaitForExitAsync(Token);
        Assert.Equal(SignalResult.Gone, new SignalSender(proc, usePidfd).Send(process.Id, alive.StartTicks, "TERM").Result);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_with_another_start_time_is_left_alone(bool usePidfd)
    {
        Peer.Require("sleep");
        using var process = Process.Start(Peer.Find("sleep")!, "60");
        var proc = new ProcFs();
        var alive = Assert.IsType<ProcessLook.Alive>(proc.Look(process.Id));
        Assert.Equal(SignalResult.Gone, new SignalSender(proc, usePidfd).Send(process.Id, alive.StartTicks - 1, "KILL").Result);
        Assert.False(await new ProcessExit(proc, TimeProvider.System).WaitAsync(process.Id, alive.StartTicks, TimeSpan.FromMilliseconds(100), Token));
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    [Theory]
    [InlineData(0, "TERM")]
    [InlineData(-1, "TERM")]
    [InlineData(1, "TERM")]
    [InlineData(77, "RTMIN")]
    [InlineData(77, "9")]
    public void Groups_init_and_signals_without_a_known_name_are_never_addressed(int pid, string signal) =>
        Assert.Equal(SignalResult.Refused, new SignalSender(new ProcFs()).Send(pid, 1, signal).Result);
}
