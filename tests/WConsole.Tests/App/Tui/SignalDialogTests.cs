using WConsole.Fleet.Actions;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

public sealed class SignalDialogTests
{
    [Fact]
    public void The_menu_fits_24_lines_and_says_what_each_signal_means_to_this_worker()
    {
        var driver = new ScreenDriver(One()).Press("s");
        Golden.Check("signals", driver.Screen);
        var lines = driver.Screen.Split('\n');
        Assert.Contains(lines, l => l.Contains("signal to w1@web1", StringComparison.Ordinal));
        Assert.All(SignalNames.All, s => Assert.Contains(lines, l => l.Contains($" {s.Name} ", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.Contains("● ", StringComparison.Ordinal) && l.Contains("warm stop", StringComparison.Ordinal));
        Assert.True(Array.FindIndex(lines, l => l.Contains("USR1", StringComparison.Ordinal)) < Array.FindIndex(lines, l => l.Contains("INT ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Enter_asks_what_the_chosen_one_would_cost_and_escape_sends_nothing()
    {
        var driver = new ScreenDriver(One()).Press("s", "j", "j", "enter");
        Assert.Equal((ActionId.Signal, "HUP"), (driver.Prepared.Action, driver.Prepared.Signal));
        Assert.Empty(driver.Asked.OfType<Effect.Submit>());
        Assert.Empty(new ScreenDriver(One()).Press("s", "j", "esc").Asked.OfType<Effect.Prepare>());
    }

    [Fact]
    public void Read_only_opens_no_menu() =>
        Assert.DoesNotContain("signal to", new ScreenDriver(One(), with: o => o with { ReadOnly = true }).Press("s").Screen, StringComparison.Ordinal);

    private static FleetFeed One() => new FleetFeed().Online("w1@web1").Pong("w1@web1").Stats("w1@web1").Process("w1@web1", FleetFeed.Ours());
}
