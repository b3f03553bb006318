using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal.Cells;

/// <summary>Names, arguments and log lines come from anywhere: nothing of them may act on the operator's terminal.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void Control_characters_become_pictures()
    {
        Assert.Equal("␛]0;title␇␛[2J␍␊␉␡\ufffd31m·evil··", Picture.Of(60, 1, f => f.Write(0, 0, "\e]0;title\a\e[2J\r\n\t\x7f\u009b31m\u202eevil\u2066\u200f", Style.Default)));
        Assert.Equal("a␤b␤c␤d", Picture.Of(60, 1, f => f.Write(0, 0, "a\u0085b\u2028c\u2029d", Style.Default)));
    }

    [Fact]
    public void What_cannot_be_seen_is_shown_and_broken_text_is_replaced() =>
        Assert.Equal("a·b·c·d\ufffde\ufffd", Picture.Of(60, 1, f => f.Write(0, 0, "a\u200bb\ufeffc\u00add\ud800e\udc00", Style.Default)));

    [Fact]
    public void No_code_unit_alone_or_between_letters_gets_a_control_byte_out()
    {
        var canvas = new Canvas(8, 1);
        var encoder = new FrameEncoder();
        var screen = new VtScreen(8, 1);
        for (var c = 0; c <= char.MaxValue; c++)
        {
            canvas.Clear(Style.Default);
            canvas.Frame.Write(0, 0, ['a', (char)c, 'b', (char)c], Style.Default);
            var bytes = encoder.Encode(canvas, ColorDepth.TrueColor).Span;
            Check(bytes, c);
            screen.Feed(bytes);
        }

        Assert.Equal(0, screen.Wraps);
        Assert.Empty(screen.Modes);
    }

    [Fact]
    public void Random_code_units_never_get_a_control_byte_out()
    {
        var random = new Random(7);
        var canvas = new Canvas(30, 4);
        var encoder = new FrameEncoder();
        var chars = "\0\a\b\t\n\r\e[]\\;?0123hlmHJ\x7f\u0084\u0090\u009b\u009d\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u2028\ud800\udbff\udc00\udfff\ufe0f\u0301東👨‍👩";
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 40).Select(_ => chars[random.Next(chars.Length)]));
            canvas.Frame.Write(random.Next(-5, 25), random.Next(4), text, Style.Default);
            Check(encoder.Encode(canvas, ColorDepth.Ansi256).Span, i);
        }
    }

    // Whatever is below a space, or a C1 in UTF-8, must be an escape that the encoder itself wrote: a CSI ended by one of its own finals.
    private static void Check(ReadOnlySpan<byte> bytes, int what)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0x1b)
            {
                Assert.Equal((byte)'[', bytes[i + 1]);
                i += 2;
                while (bytes[i] is (>= (byte)'0' and <= (byte)'9') or (byte)';' or (byte)'?')
                {
                    i++;
                }

                Assert.True("hlHCGKJmrST"u8.Contains(bytes[i]), $"U+{what:X4}: CSI … {(char)bytes[i]}");
            }

            Assert.True(bytes[i] >= 0x20 && bytes[i] != 0x7f, $"U+{what:X4}: byte {bytes[i]:X2}");
            Assert.False(bytes[i] == 0xc2 && bytes[i + 1] is >= 0x80 and <= 0x9f, $"U+{what:X4}: a C1 control");
        }
    }
}
