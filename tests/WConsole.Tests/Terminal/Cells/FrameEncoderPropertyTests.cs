using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal.Cells;

/// <summary>Random drawing, judged by a small terminal after every single frame.</summary>
public sealed class FrameEncoderPropertyTests
{
    private static readonly string[] Plain = ["worker-1", "東京", "a東b", "e\u0301x", "🚀", "한국어", "──╮", "busy 12%", "日本語のテキスト", "각", " ", "x"];
    private static readonly string[] Odd = ["👨‍👩‍👧", "❤️", "🇫🇮", "🇫", "1️⃣", "👍🏽", "🏽", "क्षि", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\u0301", "\ud800", "a\u202eb\u2066", "\e[2J\x9b", "\u200d", "⌚︎", "z\u0301\u0302\u0303"];

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void The_terminal_shows_what_the_canvas_means(int part, bool joins)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            Run((part * 1000) + seed, joins, frames: 20);
        }
    }

    private static void Run(int seed, bool joins, int frames)
    {
        // Repeatable on purpose: a failure names its seed.
        var random = new Random(seed);
        var canvas = new Canvas(random.Next(1, 40), random.Next(1, 12)) { Drawing = random.Next(12) switch { 0 => Drawing.Ascii, 1 => Drawing.Words, _ => Drawing.Lines } };
        var screen = new VtScreen(canvas.Width, canvas.Height, joins);
        var encoder = new FrameEncoder();
        var depth = (ColorDepth)random.Next(4);
        for (var frame = 0; frame < frames; frame++)
        {
            Change(random, canvas, screen, encoder, ref depth);
            screen.Feed(encoder.Encode(canvas, depth).Span);
            var difference = VtJudge.Difference(canvas, screen, depth);
            Assert.True(difference is null, $"seed {seed}, frame {frame}, joins {joins}: {difference}");
            Assert.Equal(0, encoder.Encode(canvas, depth).Length);
        }
    }

    private static void Change(Random random, Canvas canvas, VtScreen screen, FrameEncoder encoder, ref ColorDepth depth)
    {
        switch (random.Next(40))
        {
            case 0:
                canvas.Resize(random.Next(1, 40), random.Next(1, 12));
                screen.Resize(canvas.Width, canvas.Height);
                break;
            case 1:
                depth = (ColorDepth)random.Next(4);
                break;
            case 2:
                encoder.Invalidate();
                break;
            case < 6:
                canvas.Clear(random.Next(2) == 0 ? Style.Default : AnyStyle(random));
                break;
        }

        if (random.Next(3) == 0)
        {
            encoder.ScrollHint(random.Next(-1, canvas.Height), random.Next(0, canvas.Height + 2), random.Next(-3, 4));
        }

        for (var i = random.Next(5); i > 0; i--)
        {
            Draw(random, canvas);
        }

        if (random.Next(3) == 0)
        {
            canvas.Frame.ShowCursor(random.Next(canvas.Width), random.Next(canvas.Height));
        }
    }

    private static void Draw(Random random, Canvas canvas)
    {
        var part = new Rect(random.Next(-3, canvas.Width), random.Next(-2, canvas.Height), random.Next(1, canvas.Width + 3), random.Next(1, canvas.Height + 2));
        var frame = canvas.Frame.Slice(part);
        var style = AnyStyle(random);
        switch (random.Next(6))
        {
            case 0:
                frame.Fill(frame.Bounds, style);
                break;
            case 1:
                // The picture moves up by a line: what scroll hints are for.
                ScrolledText(random, canvas);
                break;
            case 2:
                frame.WriteField(random.Next(-2, 5), random.Next(3), random.Next(12), AnyText(random), style, (Alignment)random.Next(3));
                break;
            default:
                frame.Write(random.Next(-2, 6), random.Next(3), AnyText(random), style);
                break;
        }
    }

    private static void ScrolledText(Random random, Canvas canvas)
    {
        var first = random.Next(4);
        for (var y = 0; y < canvas.Height; y++)
        {
            canvas.Frame.Write(0, y, $"row {first + y} 東 {(first + y) * 7919} text", Style.Default);
        }
    }

    private static string AnyText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(3) == 0 ? Odd[random.Next(Odd.Length)] : Plain[random.Next(Plain.Length)]));

    private static Style AnyStyle(Random random) => random.Next(3) == 0
        ? Style.Default
        : new Style(
            random.Next(2) == 0 ? null : new Rgb((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)),
            random.Next(2) == 0 ? null : new Rgb((byte)random.Next(256), 40, (byte)random.Next(256)),
            (TextAttributes)random.Next(64));
}
