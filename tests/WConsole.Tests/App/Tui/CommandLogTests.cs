using WConsole.Fleet.Actions;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

/// <summary>Every submitted action as its command line.</summary>
public sealed class CommandLogTests
{
    private static ScreenDriver Driver(int columns = 100, int rows = 24)
    {
        var feed = new FleetFeed();
        feed.Wait(1).Online("w1@web1").Pong("w1@web1").Stats("w1@web1").Wait(1);
        return new ScreenDriver(feed, columns, rows, o => o with
        {
            BatchLine = (action, risk) => $"wconsole --batch {action.Action} {string.Join(' ', action.Targets)} {risk}",
            BatchNote = "a note",
        });
    }

    [Fact]
    public void Nothing_was_asked_yet() => Driver().Press("@").Sees("commands(shop)[0]").Sees("Nothing was asked of any worker yet.");

    [Fact]
    public void What_is_submitted_is_logged_newest_first_with_the_risk_that_was_shown()
    {
        var driver = Driver().Press("P").Answer(_ => ScreenDriver.Ready(Risk.Safe)).Press("X").Answer(_ => ScreenDriver.Ready(Risk.Lossy)).Press("tab", "enter");
        driver.Press("w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press("esc").Press("@").Sees("commands(shop)[2]").Sees("a note");
        var lines = driver.Screen.Split('\n');
        Assert.Contains("wconsole --batch stop-cold celery/w1@web1 Lossy", lines[2], StringComparison.Ordinal);
        Assert.Contains("wconsole --batch ping celery/w1@web1 Safe", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain("stop celery", driver.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enter")]
    [InlineData("y")]
    [InlineData("c")]
    public void A_key_copies_the_line(string key)
    {
        var driver = Driver().Press("P").Answer(_ => ScreenDriver.Ready(Risk.Safe)).Press("@", key);
        Assert.Equal("wconsole --batch ping celery/w1@web1 Safe", Assert.Single(driver.Asked.OfType<Effect.Copy>()).Text);
    }

    [Fact]
    public void It_is_bounded()
    {
        var driver = Driver(60, 12);
        for (var i = 0; i < CommandLog.Kept + 5; i++)
        {
            driver.Press("P").Answer(_ => ScreenDriver.Ready(Risk.Safe));
        }

        driver.Press("@").Sees($"commands(shop)[{CommandLog.Kept}]").Press("G").Press("q").Press(":").Type("commands").Press("enter").Sees("commands(shop)");
    }
}
