using System.Text;
using WConsole.Fleet.Launch;

namespace WConsole.Tests.Fleet.Launch;

public sealed class NotifyMessageTests
{
    [Fact]
    public void The_fields_of_sd_notify_are_read()
    {
        var message = Of("READY=1\nSTATUS=processing 12 tasks\nMAINPID=4711\nWATCHDOG=1\nWATCHDOG_USEC=3000000\nEXTEND_TIMEOUT_USEC=500000\nFDSTORE=1");
        Assert.Equal((true, true, 4711, "processing 12 tasks"), (message.Ready, message.Watchdog, message.MainPid, message.Report.Status));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(500)), (message.WatchdogEvery, message.Extend));
        Assert.True(Of("STOPPING=1").Stopping);
        Assert.True(Of("WATCHDOG=trigger").GivesUp);
    }

    [Fact]
    public void Pool_slots_runs_and_queues_are_read()
    {
        var report = Of("X_WCONSOLE_POOL=threads\nX_WCONSOLE_SLOTS=4\nX_WCONSOLE_RUNNING=resize:7f3a:99 report\nX_WCONSOLE_QUEUES=mail, high\nX_WCONSOLE_DONE=12\nX_WCONSOLE_FAILED=1").Report;
        Assert.Equal(("threads", 4, 12L, 1L), (report.Pool, report.Slots, report.Done, report.Failed));
        Assert.Equal([new ReportedRun("resize", "7f3a", 99), new ReportedRun("report", null, null)], report.Running);
        Assert.Equal(["mail", "high"], report.Queues);
    }

    [Fact]
    public void An_empty_list_says_that_nothing_runs_and_a_missing_one_says_nothing()
    {
        Assert.True(Of("X_WCONSOLE_RUNNING=").Report.Running is { IsDefault: false, IsEmpty: true });
        Assert.True(Of("STATUS=x").Report.Running.IsDefault);
        var kept = Of("X_WCONSOLE_RUNNING=a").Report.With(Of("STATUS=x").Report);
        Assert.Equal(("x", "a"), (kept.Status, kept.Running.Single().Name));
    }

    [Theory]
    [InlineData("READY=0")]
    [InlineData("READY")]
    [InlineData("=1")]
    [InlineData("X_WCONSOLE_SLOTS=many\nMAINPID=1\nMAINPID=x\nWATCHDOG_USEC=-1")]
    public void What_is_not_understood_says_nothing(string text)
    {
        var message = Of(text);
        Assert.Equal(new NotifyMessage(false, false, false, false, false, null, null, null, ProgramReport.Nothing), message);
    }

    private static NotifyMessage Of(string text) => NotifyMessage.Parse(Encoding.UTF8.GetBytes(text));
}
