using WConsole.Fleet.Model;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Tests.Fleet;
using WConsole.Tests.Terminal;
using WConsole.Tests.Terminal.Themes;
using WConsole.Tui;
using WConsole.Tui.Screens;

namespace WConsole.Tests.App.Tui.Logs;

/// <summary>The log of workers on the screen: by keys, over lines that the test puts in.</summary>
public sealed class LogScreenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_key_opens_the_log_of_a_worker_that_is_proven_ours()
    {
        var driver = new ScreenDriver(Fleet(), 100, 16).Press("j", "l").Sees("log of w2@web1 ready").Sees("Follow:on  Wrap:off  Stamps:off  Filter:off").Sees("No line yet.");
        Assert.Equal([(200, 5L, "/var/log/w.err")], Log(driver).Wants.Select(w => (w.Pid, w.StartTicks, w.Path)));
        driver.Press("q").Sees("workers(shop)").Press("enter", "l").Sees("log of w2@web1");
    }

    [Fact]
    public void What_cannot_be_read_from_here_says_why_and_where_to_look()
    {
        var feed = Fleet();
        feed.Process("w1@web1", new ProcessSight.Elsewhere("it says it runs on web1, this is ops"));
        feed.Process("w2@web1", new ProcessSight.Gone(200, 5));
        feed.Process("w3@web1", new ProcessSight.Gone(300, 5) { LogPath = "/var/log/w3.err" });
        var driver = new ScreenDriver(feed, 120, 16).Press("/").Type("name:w1").Press("enter", "l").Sees("the log of w1@web1 cannot be read from here: it says it runs on web1, this is ops; open wconsole there");
        driver.Press("/", "ctrl-u").Type("name:w2").Press("enter", "l").Sees("pid 200 has ended, and its output went to no file");
        driver.Press("/", "ctrl-u").Type("name:w3").Press("enter", "l").Sees("log of w3@web1");
        Assert.Equal([(0, "/var/log/w3.err")], Log(driver).Wants.Select(w => (w.Pid, w.Path)));
    }

    [Fact]
    public void Marked_workers_are_read_together_each_line_with_its_name_in_its_own_colour()
    {
        var driver = new ScreenDriver(Fleet(), 80, 12, o => o with { Theme = ThemeResolver.Resolve("dark", ThemeFiles.Shipped).Theme }).Press("space", "space", "l").Sees("logs of 2 workers");
        var log = Log(driver);
        log.Buffer.Append("INFO one", Noon, 0);
        log.Buffer.Append("ERROR two", Noon, 1);
        log.Buffer.Append("INFO three", Noon, 0);
        driver.Sees("w1@web1 INFO one").Sees("w2@web1 ERROR two");
        var (first, second, third) = (ColourAt(driver, "w1@web1 INFO one"), ColourAt(driver, "w2@web1 ERROR two"), ColourAt(driver, "w1@web1 INFO three"));
        Assert.Equal(first, third);
        Assert.NotEqual(first, second);
        // The level colours the line, not the name.
        Assert.NotEqual(ColourAt(driver, "ERROR two"), ColourAt(driver, "INFO three"));
        // The same worker in another company keeps its colour.
        var other = new ScreenDriver(Fleet(), 80, 12, o => o with { Theme = ThemeResolver.Resolve("dark", ThemeFiles.Shipped).Theme }).Press("j", "space", "space", "l");
        Log(other).Buffer.Append("x", Noon, 0);
        Assert.Equal(second, ColourAt(other, "w2@web1 x"));
    }

    [Fact]
    public void The_strip_shows_what_each_key_switched_and_the_bar_names_them()
    {
        var driver = Open(80, out var log);
        for (var i = 0; i < 60; i++)
        {
            log.Buffer.Append($"line {i} {new string('x', 100)}", i < 50 ? default : Noon);
        }

        driver.Sees("line 59").Sees("s follow").Sees("w wrap");
        driver.Press("k").Sees("Follow:off").SeesNot("line 59").Press("s").Sees("Follow:on").Sees("line 59").Press("w").Sees("Wrap:on").Press("w").Sees("Wrap:off").Press("t").Sees("Stamps:on").Sees("12:00:00.000 line 59");
        driver.Press("g").Sees("              line 0").Press("G").Sees("line 59");
        // Keys of actions mean nothing here: nothing is asked of the worker.
        driver.Press("X", "H", "K");
        Assert.DoesNotContain(driver.Asked, e => e is Effect.Prepare);
    }

    [Fact]
    public void Search_counts_goes_to_next_and_previous_and_shows_only_what_was_found()
    {
        var driver = Open(80, out var log);
        for (var i = 0; i < 500; i++)
        {
            log.Buffer.Append(i % 100 == 7 ? $"ERROR job {i}" : $"INFO job {i}", Noon);
        }

        driver.Press("n").Sees("/ looks for a word first").Press("/").Type("error").Sees("/error 5/5").Sees("ERROR job 407").Press("enter", "N").Sees("/error 4/5").Sees("ERROR job 307");
        driver.Press("n", "n").Sees("/error 1/5").Sees("ERROR job 7").Press("f").Sees("Filter:on").Sees("ERROR job 207").SeesNot("INFO job");
        log.Buffer.Append("ERROR job later", Noon);
        driver.Sees("6").Press("esc").Sees("Filter:off").SeesNot("/error");
        driver.Press("/").Type("zebra").Press("enter", "n").Sees("no line holds 'zebra'");
    }

    [Fact]
    public void A_line_of_a_megabyte_is_one_cut_row_and_opens_whole()
    {
        var driver = Open(80, out var log);
        log.Buffer.Append("before", Noon);
        log.Buffer.Append(new string('a', (1 << 20) - 20) + "it ends", Noon);
        driver.Sees("before").Sees("aaaa…").Press("enter").Sees("line 2 of log of w1@web1").Press("G").Sees("it ends").Press("q").Sees("before");
    }

    [Fact]
    public void Whatever_a_child_prints_the_terminal_does_not_change_and_no_line_is_lost()
    {
        var driver = Open(100, out var log);
        string[] hostile =
        [
            "title \e]0;gotcha\a after", "colour \e[31mred never closed", "clear \e[2J\e[H after", "leave \e[?1049l after", "move \e[10;10H after", "region \e[3;4r after", "hide \e[?25l after",
            "clip \e]52;c;ZXZpbA==\a after", "cr a\rb", "tab\tbs\bbel\a", "nul \0 after", "wide 東京 👨‍👩‍👧 🇫🇮 after", "rtl \u202eevil after", "c1 \u009b31m after", "so \u000e after", "charset \e(0qqq after",
            "query \e[6n\e[c\e]11;?\a after", "unfinished \e]0;never ended",
        ];
        foreach (var line in hostile)
        {
            log.Buffer.Append(line, Noon);
        }

        log.Buffer.Append("bad \u0001"u8.ToArray().Concat(new byte[] { 0xff, 0xfe, 0xc3 }).ToArray(), Noon);
        log.Buffer.Append("the next line", Noon);
        var screen = new VtScreen(100, 28);
        var encoder = new FrameEncoder();
        driver.Resize(100, 28).Sees("the next line");
        screen.Feed(encoder.Encode(driver.Canvas, ColorDepth.TrueColor).Span);
        Assert.Null(VtJudge.Difference(driver.Canvas, screen, ColorDepth.TrueColor));
        Assert.Empty(screen.Modes);
        var text = screen.ToText();
        Assert.All(hostile, line => Assert.Contains(line.Split(' ', '\t', '\0')[0], text, StringComparison.Ordinal));
        Assert.All(hostile.Where(l => l.EndsWith("after", StringComparison.Ordinal)), line => Assert.Contains("after", text.Split('\n').First(l => l.Contains(line.Split(' ')[0] + " ", StringComparison.Ordinal)), StringComparison.Ordinal));
        Assert.DoesNotContain("gotcha", text, StringComparison.Ordinal);
        Assert.Contains("the next line", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dump_is_searched_like_a_log()
    {
        var screen = LogScreen.OfText("traceback", "Traceback dump of w1@web1", "Thread MainThread\n  File \"a.py\", line 1\nThread pool-1\n  File \"b.py\", line 2");
        Assert.Equal("", screen.Filter);
        var found = (LogScreen)screen.WithFilter("b.py");
        Assert.Equal("b.py", found.Filter);
        var picture = Picture.Of(40, 6, f => found.Draw(f, Theme.Plain, null!));
        Assert.Equal(" Wrap:on  Filter:off  /b.py 1/1\n Thread MainThread\n   File \"a.py\", line 1\n Thread pool-1\n   File \"b.py\", line 2", picture.TrimEnd());
    }

    private static ScreenDriver Open(int columns, out LogScreen log)
    {
        var driver = new ScreenDriver(Fleet(), columns, 16).Press("l").Sees("log of w1@web1");
        log = Log(driver);
        return driver;
    }

    private static LogScreen Log(ScreenDriver driver) => Assert.IsType<LogScreen>(driver.Top);

    private static Style ColourAt(ScreenDriver driver, string text)
    {
        var lines = driver.Screen.Split('\n');
        var y = Array.FindIndex(lines, l => l.Contains(text, StringComparison.Ordinal));
        return driver.Canvas.Styles[driver.Canvas.Row(y)[lines[y].IndexOf(text, StringComparison.Ordinal)].Style];
    }

    private static FleetFeed Fleet()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        foreach (var (name, pid) in new[] { ("w1@web1", 100), ("w2@web1", 200), ("w3@web1", 300) })
        {
            feed.Online(name, pid).Pong(name).Stats(name, pid).Process(name, FleetFeed.Ours(pid));
        }

        return feed.Wait(1);
    }
}
