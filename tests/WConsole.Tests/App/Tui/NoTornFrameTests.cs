using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Tests.Fleet;
using WConsole.Tests.Terminal;
using WConsole.Tests.Terminal.Themes;

namespace WConsole.Tests.App.Tui;

/// <summary>The whole console in a small terminal: after each synchronized update the terminal shows exactly what was drawn, at every size, with sizes changing meanwhile.</summary>
public sealed class NoTornFrameTests
{
    private static readonly (int Columns, int Rows)[] Sizes = [(40, 12), (80, 24), (120, 36), (200, 60)];
    private static readonly string[] Keys = ["j", "j", "k", "G", "g", "pgdn", "pgup", "space", "enter", "esc", "?", "esc", "shift-right", "I", ":", "esc", "/", "0", "esc", "q"];

    [Theory]
    [InlineData("dark", 1)]
    [InlineData("light", 2)]
    [InlineData("high-contrast", 3)]
    [InlineData("ascii", 4)]
    [InlineData("screen-reader", 5)]
    [InlineData("colorblind", 6)]
    public void The_terminal_shows_what_was_drawn_after_every_update(string theme, int seed)
    {
        // Repeatable on purpose: a failure names its seed and step.
        var random = new Random(seed);
        var depth = (ColorDepth)random.Next(4);
        var feed = Fleet(30);
        var driver = new ScreenDriver(feed, 80, 24, o => o with { Theme = ThemeResolver.Resolve(theme, ThemeFiles.Shipped).Theme });
        var screen = new VtScreen(80, 24, joinsClusters: seed % 2 == 0);
        var encoder = new FrameEncoder();
        for (var step = 0; step < 250; step++)
        {
            Change(random, feed, driver, encoder, screen, depth);
            var frame = encoder.Encode(driver.Canvas, depth).Span;
            Assert.True(frame.IsEmpty || (frame.StartsWith("\e[?2026h"u8) && frame.EndsWith("\e[?2026l"u8)), $"seed {seed}, step {step}: not one synchronized update");
            InPieces(random, screen, frame);
            var difference = VtJudge.Difference(driver.Canvas, screen, depth);
            Assert.True(difference is null, $"seed {seed}, step {step}, {driver.Canvas.Width}×{driver.Canvas.Height}: {difference}");
        }
    }

    private static void Change(Random random, FleetFeed feed, ScreenDriver driver, FrameEncoder encoder, VtScreen screen, ColorDepth depth)
    {
        if (random.Next(8) == 0)
        {
            // The terminal has its new size first; a frame for the old one is still made, and what it leaves there is anybody's guess: the small terminal fills itself with rubbish.
            var (columns, rows) = Sizes[random.Next(Sizes.Length)];
            driver.Press("j");
            encoder.Encode(driver.Canvas, depth);
            driver.Resize(columns, rows);
            screen.Resize(columns, rows);
            encoder.Invalidate();
            return;
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            driver.Press(Keys[random.Next(Keys.Length)]);
        }

        for (var i = random.Next(6); i > 0; i--)
        {
            feed.Beat($"w{random.Next(1, 31):000}@web1", 100, active: random.Next(3), processed: random.Next(1000));
        }

        feed.Wait(random.Next(4));
        driver.News();
    }

    // As reads cut it, in the middle of sequences too.
    private static void InPieces(Random random, VtScreen screen, ReadOnlySpan<byte> frame)
    {
        while (!frame.IsEmpty)
        {
            var length = Math.Min(frame.Length, random.Next(1, 700));
            screen.Feed(frame[..length]);
            frame = frame[length..];
        }
    }

    private static FleetFeed Fleet(int count)
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 1; i <= count; i++)
        {
            var name = i % 10 == 0 ? $"東京{i:000}@web1" : $"w{i:000}@web1";
            feed.Online(name, 100 * i).Pong(name).Stats(name, 100 * i, uptime: 600).Answer(name, new FactAnswer.Queues([new QueueBinding("celery", "", "", "")]));
        }

        return feed.Wait(1);
    }
}
