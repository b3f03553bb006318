using System.Text;
using WConsole.Terminal.Input;

namespace WConsole.Tests.Terminal.Input;

public sealed class KeyDecoderTests
{
    /// <summary>Bytes (as Latin-1 text, so that any byte can be written) and what they mean. Every entry is also cut everywhere.</summary>
    public static TheoryData<string, string> Sequences => new()
    {
        // Typed text and the control bytes of a legacy keyboard.
        { "a", "a" },
        { "X", "X" },
        { " ", "space" },
        { "é"u8.Latin(), "é" },
        { "東"u8.Latin(), "東" },
        { "🚀"u8.Latin(), "🚀" },
        { "\r", "enter" },
        { "\n", "ctrl-j" },
        { "\t", "tab" },
        { "\x7f", "backspace" },
        { "\b", "backspace" },
        { "\0", "ctrl-space" },
        { "\x03", "ctrl-c" },
        { "\x12", "ctrl-r" },
        { "\x1a", "ctrl-z" },
        { "\x1c", "ctrl-\\" },
        { "\x1f", "ctrl-_" },

        // Arrows and their neighbours in the three old forms.
        { "\e[A", "up" },
        { "\e[B", "down" },
        { "\e[C", "right" },
        { "\e[D", "left" },
        { "\eOA", "up" },
        { "\eOD", "left" },
        { "\e[H", "home" },
        { "\e[F", "end" },
        { "\e[1~", "home" },
        { "\e[4~", "end" },
        { "\e[7~", "home" },
        { "\e[8~", "end" },
        { "\e[2~", "ins" },
        { "\e[3~", "del" },
        { "\e[5~", "pgup" },
        { "\e[6~", "pgdn" },
        { "\e[Z", "shift-tab" },
        { "\e[1;2A", "shift-up" },
        { "\e[1;5C", "ctrl-right" },
        { "\e[1;3D", "alt-left" },
        { "\e[1;6B", "ctrl-shift-down" },
        { "\e[3;5~", "ctrl-del" },
        { "\e[a", "shift-up" },
        { "\e[c", "shift-right" },
        { "\eOc", "ctrl-right" },
        { "\e[3^", "ctrl-del" },

        // Function keys of xterm, of the Linux console and of the vt220.
        { "\eOP", "f1" },
        { "\eOS", "f4" },
        { "\e[[A", "f1" },
        { "\e[[E", "f5" },
        { "\e[11~", "f1" },
        { "\e[15~", "f5" },
        { "\e[17~", "f6" },
        { "\e[21~", "f10" },
        { "\e[24~", "f12" },
        { "\e[1;2P", "shift-f1" },
        { "\e[1;5R", "ctrl-f3" },
        { "\eO5P", "ctrl-f1" },
        { "\eOM", "enter" },
        { "\eOk", "+" },
        { "\eOp", "0" },

        // Alt is an escape in front.
        { "\ex", "alt-x" },
        { "\eX", "alt-X" },
        { "\e\r", "alt-enter" },
        { "\e\x7f", "alt-backspace" },
        { "\e\x12", "ctrl-alt-r" },
        { "\eé"u8.Latin(), "alt-é" },
        { "\e\e[A", "esc up" },

        // CSI u (kitty), also with event types; releases say nothing.
        { "\e[27u", "esc" },
        { "\e[114;5u", "ctrl-r" },
        { "\e[105;5u", "ctrl-i" },
        { "\e[13;5u", "ctrl-enter" },
        { "\e[9;2u", "shift-tab" },
        { "\e[127;3u", "alt-backspace" },
        { "\e[32;5u", "ctrl-space" },
        { "\e[97;2u", "A" },
        { "\e[97;4u", "alt-A" },
        { "\e[97;6u", "ctrl-shift-a" },
        { "\e[97:65;6u", "ctrl-shift-a" },
        { "\e[97;5:2u", "ctrl-a" },
        { "\e[97;5:3u", "" },
        { "\e[1;1:3A", "" },
        { "\e[1;1:1A", "up" },
        { "\e[57400u", "1" },
        { "\e[57414u", "enter" },
        { "\e[57419u", "up" },
        { "\e[57376u", "f13" },
        { "\e[57358u", "" },
        { "\e[97;69u", "ctrl-a" },

        // modifyOtherKeys.
        { "\e[27;5;13~", "ctrl-enter" },
        { "\e[27;5;105~", "ctrl-i" },
        { "\e[27;6;82~", "ctrl-shift-r" },
        { "\e[27;3;120~", "alt-x" },

        // Mouse: SGR, then the three-byte form.
        { "\e[<0;1;1M", "Press Left 0,0" },
        { "\e[<0;1;1m", "Release Left 0,0" },
        { "\e[<2;300;40M", "Press Right 299,39" },
        { "\e[<64;10;5M", "WheelUp None 9,4" },
        { "\e[<65;10;5M", "WheelDown None 9,4" },
        { "\e[<16;3;4M", "Press Left 2,3 Control" },
        { "\e[<32;3;4M", "Drag Left 2,3" },
        { "\e[<35;3;4M", "Move None 2,3" },
        { "\e[<128;3;4M", "Press Extra 2,3" },
        { "\e[<0;0;1M", "" },
        { "\e[<0;1M", "" },
        { "\e[M !!", "Press Left 0,0" },
        { "\e[M#!!", "Release None 0,0" },
        { "\e[M`%&", "WheelUp None 4,5" },

        // Focus, and pastes: nothing in them is a key.
        { "\e[I", "focus" },
        { "\e[O", "blur" },
        { "\e[200~rm -rf\rq\e[201~", "paste:rm -rf\\nq" },
        { "\e[200~a\r\nb\e[A\e[201\e[201~", "paste:a\\nb[A[201" },
        { "\e[200~\e[201~", "paste:" },
        { "\e[201~", "" },

        // Replies.
        { "\e[0n", "Status 0" },
        { "\e[12;40R", "CursorPosition 12;40" },
        { "\e[?64;1;6;22c", "DeviceAttributes 64;1;6;22" },
        { "\e[>41;379;0c", "SecondaryAttributes 41;379;0" },
        { "\e[?2026;2$y", "Mode 2026;2" },
        { "\e[?1u", "KeyboardFlags 1" },
        { "\e[?997;1n", "PrivateStatus 997;1" },
        { "\e[8;24;80t", "Window 8;24;80" },
        { "\e]11;rgb:1e1e/1e1e/2e2e\a", "OperatingSystem 11;rgb:1e1e/1e1e/2e2e" },
        { "\e]11;rgb:ffff/ffff/ffff\e\\", "OperatingSystem 11;rgb:ffff/ffff/ffff" },
        { "\eP>|XTerm(379)\e\\", "DeviceControl >|XTerm(379)" },
        { "\e_Gi=1;OK\e\\", "Application Gi=1;OK" },

        // What means nothing, what breaks off, and what is no UTF-8.
        { "\e[1;2;3;4z", "" },
        { "\e[99~", "" },
        { "\e[12\x03", "ctrl-c" },
        { "\e[12\e[A", "up" },
        { "\e]junk\rq", "enter q" },
        { "\e]junk\e[A", "up" },
        { "\xff", "\ufffd" },
        { "\xe2\x82q", "\ufffd q" },
        { "\xe0\x80", "\ufffd \ufffd" },
        { "\xc3\e[A", "\ufffd up" },
        { "\xe2\xe2\x82\xac", "\ufffd €" },
        { "\xed\xa0\x80", "\ufffd \ufffd \ufffd" },

        // Several at once.
        { "jk\e[A\e[Bq", "j k up down q" },
        { "\e[0n\e[<0;5;5Mx", "Status 0 Press Left 4,4 x" },
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Bytes_mean_these_events(string bytes, string events) => Assert.Equal(events, Describe(new KeyDecoder().Feed(bytes.Bytes())));

    [Theory]
    [MemberData(nameof(Sequences))]
    public void It_does_not_matter_where_the_bytes_are_cut(string bytes, string events)
    {
        var data = bytes.Bytes();
        for (var first = 0; first <= data.Length; first++)
        {
            for (var second = first; second <= data.Length; second++)
            {
                var decoder = new KeyDecoder();
                var got = new List<InputEvent>(decoder.Feed(data.AsSpan(0, first)));
                got.AddRange(decoder.Feed(data.AsSpan(first, second - first)));
                got.AddRange(decoder.Feed(data.AsSpan(second)));
                Assert.True(events == Describe(got), $"cut at {first} and {second}: {Describe(got)} instead of {events}");
                Assert.Null(decoder.IdleAfter);
            }
        }
    }

    [Theory]
    [InlineData("\e", 25, "esc")]
    [InlineData("\e\e", 25, "esc")]
    [InlineData("\e[", 500, "alt-[")]
    [InlineData("\eO", 500, "alt-O")]
    [InlineData("\e]", 500, "alt-]")]
    [InlineData("\e[1;", 500, "")]
    [InlineData("\e[M!", 500, "")]
    [InlineData("\e]11;rgb", 500, "")]
    [InlineData("\xe2\x82", 500, "\ufffd")]
    [InlineData("\e[200~half", 5000, "paste:half…")]
    public void What_is_pending_is_decided_when_nothing_more_comes(string bytes, int patienceMs, string events)
    {
        var decoder = new KeyDecoder();
        var before = Describe(decoder.Feed(bytes.Bytes()));
        Assert.Equal(TimeSpan.FromMilliseconds(patienceMs), decoder.IdleAfter);
        Assert.Equal(events, Describe(decoder.Idle()));
        Assert.Equal(bytes == "\e\e" ? "esc" : "", before);
        Assert.Null(decoder.IdleAfter);
        Assert.Equal("q", Describe(decoder.Feed("q"u8)));
    }

    [Fact]
    public void The_wait_for_a_lone_escape_is_a_setting()
    {
        var decoder = new KeyDecoder(TimeSpan.FromMilliseconds(100));
        decoder.Feed("\e"u8);
        Assert.Equal(TimeSpan.FromMilliseconds(100), decoder.IdleAfter);
    }

    [Fact]
    public void A_paste_keeps_no_more_than_its_limit_and_says_so()
    {
        var decoder = new KeyDecoder(pasteLimit: 10);
        var events = decoder.Feed(Encoding.ASCII.GetBytes("\e[200~" + new string('x', 1_000_000) + "\e[201~q"));
        Assert.Equal("paste:xxxxxxxxxx… q", Describe(events));
    }

    [Theory]
    [InlineData("\e[", "1;", "A")]
    [InlineData("\e]", "52;c;", "\a")]
    [InlineData("\eP", "junk", "\e\\")]
    public void An_endless_sequence_is_swallowed_whole_and_keeps_no_memory(string start, string part, string end)
    {
        var decoder = new KeyDecoder();
        decoder.Feed(start.Bytes());
        var (more, events) = (part.Bytes(), 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100_000; i++)
        {
            events += decoder.Feed(more).Count;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(0, events);
        Assert.Equal("q", Describe(decoder.Feed((end + "q").Bytes())));
    }

    [Fact]
    public void Random_bytes_never_throw_and_mean_the_same_however_cut()
    {
        const string Likely = "\e\e\e[[]OP<?;:0125~MmuRnAq\x7f\a\\\r$\xe2\x82\xac\xff";
        var random = new Random(20261121);
        for (var round = 0; round < 3000; round++)
        {
            var data = new byte[random.Next(1, 80)];
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)Likely[random.Next(Likely.Length)];
            }

            var whole = new KeyDecoder();
            var expected = Describe([.. whole.Feed(data), .. whole.Idle()]);
            var cut = new KeyDecoder();
            var got = new List<InputEvent>();
            for (var at = 0; at < data.Length;)
            {
                var length = random.Next(1, Math.Min(7, data.Length - at) + 1);
                got.AddRange(cut.Feed(data.AsSpan(at, length)));
                at += length;
            }

            got.AddRange(cut.Idle());
            Assert.True(expected == Describe(got), Convert.ToHexString(data));
            Assert.Null(cut.IdleAfter);
        }
    }

    private static string Describe(IEnumerable<InputEvent> events) => string.Join(' ', events.Select(Describe));

    private static string Describe(InputEvent @event) => @event switch
    {
        InputEvent.Key key => key.Chord.ToString(),
        InputEvent.Mouse m => $"{m.Kind} {m.Button} {m.X},{m.Y}{(m.Modifiers == KeyModifiers.None ? "" : $" {m.Modifiers}")}",
        InputEvent.Paste paste => $"paste:{paste.Text.Replace("\n", "\\n", StringComparison.Ordinal)}{(paste.Truncated ? "…" : "")}",
        InputEvent.Focus focus => focus.Gained ? "focus" : "blur",
        InputEvent.Reply reply => $"{reply.Kind} {reply.Parameters}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
