using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Tests.Fleet;
using WConsole.Tests.Terminal;
using WConsole.Tests.Terminal.Themes;

namespace WConsole.Tests.App.Tui;

/// <summary>Whole screens in themes that draw differently.</summary>
public sealed class ThemedScreenTests
{
    [Fact]
    public void The_home_view_in_ascii()
    {
        var screen = Driver("ascii").Screen;
        Assert.All(screen, c => Assert.True(c is '\n' or (>= ' ' and <= '~'), $"'{c}'"));
        Golden.Check("workers-ascii-80x24", screen);
    }

    [Fact]
    public void The_home_view_as_words() => Golden.Check("workers-screen-reader-80x24", Driver("screen-reader").Press("j").Screen);

    [Fact]
    public void As_words_no_screen_has_lines_or_blocks()
    {
        foreach (var keys in new[] { "?", "enter", ":", "/" })
        {
            var screen = Driver("screen-reader").Press(keys).Screen;
            Assert.DoesNotContain(screen, c => c is >= '\u2500' and <= '\u25ff');
        }
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    [InlineData("high-contrast")]
    [InlineData("colorblind")]
    [InlineData("mono")]
    public void In_16_colours_and_in_none_nothing_is_lost(string theme)
    {
        var driver = Driver(theme);
        var text = driver.Screen;
        foreach (var depth in new[] { ColorDepth.Ansi16, ColorDepth.Mono })
        {
            var screen = new VtScreen(80, 24);
            screen.Feed(new FrameEncoder().Encode(driver.Canvas, depth).Span);
            Assert.Equal(text, screen.ToText());
            var rows = screen.ToText().Split('\n');
            // Sign and word, with the whole row in the state's tone where there are colours; the selected row is told apart by an attribute.
            foreach (var (name, state) in new[] { ("w003@web1", "✗ catatonic"), ("w002@web1", "◆ busy"), ("w001@web1", "● ready") })
            {
                var y = Array.FindIndex(rows, r => r.Contains(name, StringComparison.Ordinal));
                Assert.Contains(state, rows[y], StringComparison.Ordinal);
            }

            var selected = Array.FindIndex(rows, r => r.Contains("w003@web1", StringComparison.Ordinal));
            var other = Array.FindIndex(rows, r => r.Contains("w001@web1", StringComparison.Ordinal));
            Assert.NotEqual(screen[4, selected].Pen, screen[4, other].Pen);
            if (depth == ColorDepth.Ansi16 && theme != "mono")
            {
                var busy = Array.FindIndex(rows, r => r.Contains("w002@web1", StringComparison.Ordinal));
                Assert.Equal(screen[4, busy].Pen.Foreground, screen[rows[busy].IndexOf("2/2", StringComparison.Ordinal), busy].Pen.Foreground);
                Assert.NotEqual(screen[4, busy].Pen.Foreground, screen[4, other].Pen.Foreground);
            }
        }
    }

    private static ScreenDriver Driver(string theme)
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 1; i <= 4; i++)
        {
            var name = $"w{i:000}@web1";
            feed.Online(name, 100 * i).Pong(name).Stats(name, 100 * i, uptime: 600).Answer(name, new FactAnswer.Queues([new QueueBinding("celery", "", "", "")]));
        }

        feed.Wait(1).Beat("w002@web1", 200, active: 2, processed: 7);
        feed.Silent("w003@web1").Silent("w003@web1", Light.No);
        return new ScreenDriver(feed, with: o => o with { Theme = ThemeResolver.Resolve(theme, ThemeFiles.Shipped).Theme });
    }
}
