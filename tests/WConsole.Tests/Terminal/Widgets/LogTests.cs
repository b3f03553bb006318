using System.Diagnostics;
using System.Text;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tests.Terminal.Widgets;

public sealed class LogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_end_is_followed_until_somebody_scrolls_up()
    {
        var log = Log(20);
        var state = new LogState();
        Assert.Equal(
            """
             Follow:on  Wrap:off  Stamps:off  Filter:off
             INFO line 17
             WARN line 18
             INFO line 19
            """, Draw(log, null, ref state, 50, 4));

        state = state.Scroll(-2, log);
        log.Append("INFO line 20", Noon);
        Assert.Equal(" Follow:off  Wrap:off  Stamps:off  Filter:off\n WARN line 15\n INFO line 16\n INFO line 17", Draw(log, null, ref state, 50, 4));
        state = state.Scroll(99, log);
        Assert.Contains("Follow:on", Draw(log, null, ref state, 50, 4), StringComparison.Ordinal);
        Assert.Equal(18, state.Top);
        Assert.Equal(0, state.ToStart(log).Top);
    }

    [Fact]
    public void However_much_was_dropped_what_is_still_there_reads_as_it_came()
    {
        var log = new LogBuffer(maxLines: 5000, maxBytes: 1 << 20);
        var random = new Random(11);
        var all = new List<(string Text, DateTimeOffset At, byte Source)>();
        for (var i = 0; i < 40_000; i++)
        {
            var length = i % 9000 == 4500 ? 400_000 : i % 7 == 0 ? 0 : random.Next(200);
            var line = (new string((char)('a' + (i % 26)), length), Noon.AddSeconds(i), (byte)(i % 5));
            all.Add(line);
            log.Append(line.Item1, line.Item2, line.Item3);
            if (i % 3001 == 0 || i == 39_999)
            {
                Assert.InRange(log.Bytes, 0, 1 << 20);
                Assert.InRange(log.End - log.First, 1, 5000 + 8192);
                for (var at = log.First; at < log.End; at++)
                {
                    Assert.Equal(all[(int)at], (log.Text(at), log.At(at), (byte)log.Source(at)));
                }
            }
        }

        Assert.Equal(40_000, log.End);
    }

    [Fact]
    public void Long_lines_are_cut_or_wrapped_and_stamps_stand_before_the_first_row()
    {
        var log = new LogBuffer();
        log.Append("first", Noon);
        log.Append("a line of 東京 that is long", Noon.AddSeconds(1));
        var state = new LogState();
        Assert.EndsWith("\n first\n a line of 東京 tha…", Draw(log, null, ref state, 20, 3), StringComparison.Ordinal);

        state = state with { Wrap = true };
        Assert.EndsWith("\n first\n a line of 東京 that\n  is long", Draw(log, null, ref state, 20, 4), StringComparison.Ordinal);
        Assert.EndsWith("\n a line of 東京 that\n  is long", Draw(log, null, ref state, 20, 3), StringComparison.Ordinal);

        state = state with { Stamps = true };
        Assert.EndsWith("\n 12:00:01.000 a line\n               of 東\n              京 tha", Draw(log, null, ref state, 20, 4), StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_have_their_tone_and_matches_are_marked()
    {
        var log = Log(4);
        log.Append("ERROR job failed: no Error here", Noon);
        var search = new LogSearch(log, "error");
        search.Step();
        var state = new LogState();
        var canvas = Picture.Canvas(60, 6, f => state = LogView.Draw(f, Theme.Plain, log, search, state));

        Assert.Equal(Theme.Plain.Style(Role.Error), StyleAt(canvas, 7, 5));
        Assert.Equal(Theme.Plain.Style(Role.Match), StyleAt(canvas, 1, 5));
        Assert.Equal(Theme.Plain.Style(Role.Match), StyleAt(canvas, 22, 5));
        Assert.Equal(Theme.Plain.Style(Role.Warn), StyleAt(canvas, 1, 4));
        Assert.Contains("/error 1", canvas.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void N_goes_through_the_matches_and_round()
    {
        var log = Log(100);
        var search = new LogSearch(log, "WARN");
        search.Step();
        Assert.Equal((34, true), (search.Count, search.IsComplete));

        var state = new LogState();
        Draw(log, search, ref state, 60, 11);
        state = state.Next(search, down: false);
        Assert.Equal((99L, false), (state.At, state.Follow));
        Assert.Contains("/WARN 34/34", Draw(log, search, ref state, 60, 11), StringComparison.Ordinal);
        Assert.Equal([96, 93, 96, 99, 0], new[] { false, false, true, true, true }.Select(down => (state = state.Next(search, down)).At));
        Assert.Contains(" WARN line 0\n INFO line 1\n", Draw(log, search, ref state, 60, 11), StringComparison.Ordinal);
        Assert.Equal(new LogState(), new LogState().Next(new LogSearch(log, "nothing"), true));
    }

    [Fact]
    public void The_filter_shows_only_what_holds_it_also_what_comes_later()
    {
        var log = Log(100);
        var search = new LogSearch(log, "line 9");
        search.Step();
        log.Append("INFO line 900", Noon);
        search.Step();
        var state = new LogState { Filter = true };
        Assert.EndsWith(" INFO line 98\n WARN line 99\n INFO line 900", Draw(log, search, ref state, 70, 4), StringComparison.Ordinal);
        state = state.Scroll(-9, log, search);
        Assert.EndsWith(" WARN line 9\n WARN line 90\n INFO line 91", Draw(log, search, ref state, 70, 4), StringComparison.Ordinal);
        Assert.Equal(12, search.Count);

        var none = new LogSearch(log, "zzz");
        none.Step();
        state = new LogState { Filter = true };
        Assert.Contains("No line holds that.", Draw(log, none, ref state, 70, 4), StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_bounded_by_lines_and_by_bytes_and_what_was_dropped_is_counted()
    {
        var log = new LogBuffer(maxLines: 20_000, maxBytes: 1 << 20);
        var line = Encoding.UTF8.GetBytes(new string('x', 100));
        for (var i = 0; i < 100_000; i++)
        {
            log.Append(line, Noon);
        }

        Assert.InRange(log.Bytes, 500_000, 1 << 20);
        Assert.Equal(100_000, log.End);
        Assert.Equal((100_000 - log.First) * 100, log.Bytes);
        Assert.Equal(("", 100), (log.Text(0), log.Text(log.First).Length));
        var state = new LogState();
        Assert.Contains($"{log.First} older lines dropped", Draw(log, null, ref state, 90, 3), StringComparison.Ordinal);

        var empty = new LogBuffer(maxLines: 10_000);
        for (var i = 0; i < 100_000; i++)
        {
            empty.Append([], Noon);
        }

        Assert.InRange(empty.End - empty.First, 10_000, 20_000);
    }

    [Fact]
    public void A_search_forgets_what_the_buffer_dropped_and_agrees_with_a_plain_one()
    {
        var random = new Random(5);
        var log = new LogBuffer(maxLines: 9000);
        var kept = new List<string>();
        var search = new LogSearch(log, "ab");
        for (var i = 0; i < 60_000; i++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => "aAbBc"[random.Next(5)]));
            kept.Add(line);
            log.Append(line, Noon);
            if (random.Next(5000) == 0)
            {
                search.Step(random.Next(100_000));
                var wanted = Enumerable.Range((int)log.First, (int)(log.End - log.First)).Where(n => kept[n].Contains("ab", StringComparison.OrdinalIgnoreCase)).Select(n => (long)n);
                Assert.Equal(search.IsComplete ? wanted : wanted.TakeLast(search.Count), Enumerable.Range(0, search.Count).Select(n => search[n]));
            }
        }

        Assert.True(search.Step() || search.IsComplete);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\e[31mred\e[0m text", "red text")]
    [InlineData("a\e]0;title\ab\e]52;c;eA==\e\\c", "abc")]
    [InlineData("tab\there\r", "tab    here")]
    [InlineData("unclosed \e[38;5;1", "unclosed ")]
    [InlineData("bell\a stays", "bell\a stays")]
    public void Escapes_for_another_terminal_are_left_out(string raw, string clean) => Assert.Equal(clean, LogLine.Clean(raw));

    [Fact]
    public void In_a_million_lines_a_keystroke_shows_its_result_within_fifty_milliseconds()
    {
        var log = new LogBuffer(maxLines: 2_000_000, maxBytes: 512 << 20);
        for (var i = 0; i < 1_000_000; i++)
        {
            log.Append($"2026-01-02 12:00:00,123 INFO worker-{i % 50} task shop.tasks.send_mail[{i:x8}] succeeded in {i % 977} ms", Noon);
        }

        var state = new LogState();
        Draw(log, null, ref state, 200, 50);
        foreach (var typed in new[] { "s", "se", "sen", "worker-7 ", "TASK", "0000c0de", "e" })
        {
            // What it costs, not what else the machine does at that moment: one of some tries.
            var took = Enumerable.Range(0, 20).Select(_ =>
            {
                var start = Stopwatch.GetTimestamp();
                var search = new LogSearch(log, typed);
                search.Step(LogSearch.KeyBytes);
                Draw(log, search, ref state, 200, 50);
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            });
            Assert.Contains(took, ms => ms < 50);
        }

        var all = new LogSearch(log, "[0000c0de]");
        for (var steps = 0; steps < 100 && !all.IsComplete; steps++)
        {
            all.Step();
        }

        Assert.Equal((1, 0xc0deL), (all.Count, all[0]));
    }

    private static Style StyleAt(Canvas canvas, int x, int y) => canvas.Styles[canvas.Row(y)[x].Style];

    private static string Draw(LogBuffer log, LogSearch? search, ref LogState state, int width, int height)
    {
        var now = state;
        var text = Picture.Of(width, height, f => now = LogView.Draw(f, Theme.Plain, log, search, now));
        state = now;
        return text;
    }

    // Every third line is a warning.
    private static LogBuffer Log(int lines)
    {
        var log = new LogBuffer();
        for (var i = 0; i < lines; i++)
        {
            log.Append($"{(i % 3 == 0 ? "WARN" : "INFO")} line {i}", Noon.AddSeconds(i));
        }

        return log;
    }
}
