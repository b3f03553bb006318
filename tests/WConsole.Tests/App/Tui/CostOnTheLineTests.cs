using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Tests.Fleet;
using WConsole.Tests.Terminal;
using WConsole.Tests.Terminal.Themes;
using WConsole.Tui.Screens;

namespace WConsole.Tests.App.Tui;

/// <summary>What the screen costs on a line: bytes of the frames, at 120×36 in 256 colours.</summary>
public sealed class CostOnTheLineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly FrameEncoder _encoder = new();

    [Fact]
    public void While_nothing_changes_nothing_is_sent()
    {
        var (feed, driver) = Fleet();
        Bytes(driver);
        for (var second = 0; second < 30; second++)
        {
            // All is well: beats come, ages grow, nothing that is seen changes.
            for (var i = 1; i <= 20; i++)
            {
                feed.Beat($"w{i:00}@web1", 100 * i);
            }

            feed.Wait(1);
            driver.News();
            Assert.Equal(0, Bytes(driver));
        }
    }

    [Fact]
    public void While_an_age_ticks_it_is_less_than_300_bytes_a_second()
    {
        var (feed, driver) = Fleet();
        feed.Beat("w01@web1", 100).Wait(7.5);
        Others();
        feed.Wait(1);
        driver.News().Sees("late");
        Bytes(driver);
        var sizes = new List<int>();
        for (var second = 0; second < 5; second++)
        {
            Others();
            feed.Wait(1);
            driver.News().Sees("late");
            sizes.Add(Bytes(driver));
        }

        Assert.All(sizes, size => Assert.InRange(size, 1, 299));

        void Others()
        {
            for (var i = 2; i <= 20; i++)
            {
                feed.Beat($"w{i:00}@web1", 100 * i);
            }
        }
    }

    [Fact]
    public void A_line_of_a_followed_log_is_less_than_200_bytes()
    {
        var (feed, driver) = Fleet();
        feed.Process("w01@web1", FleetFeed.Ours());
        driver.Press("l");
        var log = Assert.IsType<LogScreen>(driver.Top).Buffer;
        for (var i = 0; i < 60; i++)
        {
            log.Append(Line(i), Noon);
        }

        driver.News();
        Bytes(driver);
        var screen = new VtScreen(120, 36);
        screen.Feed(new FrameEncoder().Encode(driver.Canvas, ColorDepth.Ansi256).Span);
        var sizes = new List<int>();
        for (var i = 60; i < 160; i++)
        {
            log.Append(Line(i), Noon);
            driver.News();
            var frame = _encoder.Encode(driver.Canvas, ColorDepth.Ansi256).Span;
            screen.Feed(frame);
            sizes.Add(frame.Length);
            Assert.Null(VtJudge.Difference(driver.Canvas, screen, ColorDepth.Ansi256));
        }

        Assert.True(sizes.Average() < 200, $"{sizes.Average():0} bytes for a line of {Line(60).Length}");
    }

    private static string Line(int i) => $"[12:00:{i % 60:00}] {(i % 7 == 0 ? "ERROR" : "INFO")} job {i} of mail done in {i * 37 % 900} ms";

    private int Bytes(ScreenDriver driver) => _encoder.Encode(driver.Canvas, ColorDepth.Ansi256).Length;

    private static (FleetFeed Feed, ScreenDriver Driver) Fleet()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 1; i <= 20; i++)
        {
            feed.Online($"w{i:00}@web1", 100 * i).Pong($"w{i:00}@web1").Stats($"w{i:00}@web1", 100 * i, uptime: 7200);
        }

        feed.Wait(1);
        return (feed, new ScreenDriver(feed, 120, 36, o => o with { Theme = ThemeResolver.Resolve("dark", ThemeFiles.Shipped).Theme }));
    }
}
