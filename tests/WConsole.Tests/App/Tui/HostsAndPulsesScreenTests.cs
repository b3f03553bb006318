using WConsole.Tests.Fleet;

namespace WConsole.Tests.App.Tui;

public sealed class HostsAndPulsesScreenTests
{
    [Fact]
    public void Hosts_open_their_workers()
    {
        var driver = new ScreenDriver(Two()).Press(":").Type("hosts").Press("enter").Sees("hosts(shop)[2]").Sees("web1").Sees("web2");
        driver.Press("enter").Sees("workers(shop)[1/2] </host:web1>");
    }

    [Theory]
    [InlineData(40, 12)]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    public void Pulses_show_three_plots_with_their_newest_values_at_every_size(int columns, int rows)
    {
        var feed = Two();
        var driver = new ScreenDriver(feed, columns, rows).Press(":").Type("pulses").Press("enter");
        feed.Wait(2).Beat("a@web1", active: 1, processed: 20);
        driver.Sees("throughput").Sees("backlog").Sees("saturation").Sees("now 10.0").Sees("█");
        Assert.Empty(driver.Press("K").Asked);
    }

    [Fact]
    public void Pulses_draw_what_was_sampled()
    {
        var feed = Two();
        var driver = new ScreenDriver(feed).Press(":").Type("pulses").Press("enter");
        for (var i = 1; i <= 60; i++)
        {
            // A rise, a quiet time, and a time without the source.
            feed.Wait(2).Beat("a@web1", active: i % 3, processed: i < 30 ? i * i : 900);
            if (i is 40 or 50)
            {
                feed.Phase(i == 40 ? WConsole.Fleet.Model.SourcePhase.Retrying : WConsole.Fleet.Model.SourcePhase.Connected);
            }

            _ = driver.Screen;
        }

        Golden.Check("pulses", driver.Screen);
    }

    private static FleetFeed Two() => new FleetFeed().Online("a@web1").Pong("a@web1").Stats("a@web1", size: 2).Beat("a@web1").Online("b@web2").Pong("b@web2").Stats("b@web2", size: 2).Beat("b@web2");
}
