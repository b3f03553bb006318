using WConsole.Fleet.Events;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Tests.Fleet;
using WConsole.Tui;
using WConsole.Tui.Local;
using WConsole.Tui.Screens;

namespace WConsole.Tests.App.Tui.Local;

/// <summary>The screen of the local launcher: table above, log of the selected program below, and its keys.</summary>
public sealed class LocalScreenTests
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(3);

    [Fact]
    public void The_worst_are_on_top_with_their_last_words_and_the_log_of_the_selected_one_stands_below()
    {
        var driver = Open(120, 24, Program("mail:0"), Program("mail:1"), Failed("crash:0"));
        Log(driver).Buffer.Append("no module named shop", default);
        driver.Sees("local(shop)[3]").Sees("no module named shop; given");
        Assert.Equal(["crash:0", "mail:0", "mail:1"], Names(driver));
        Assert.Contains("✗ fatal", driver.LineWith("│ crash:0"), StringComparison.Ordinal);
        Assert.Contains("exit 3 after 0 s", driver.LineWith("│ crash:0"), StringComparison.Ordinal);
        driver.Sees("crash:0 · fatal · /logs/crash:0.log").Sees("│ no module named shop");
        Assert.Equal(["/logs/crash:0.log"], Log(driver).Wants.Select(w => w.Path));

        // Another row, another log; the lines of the first are not shown there.
        driver.Press("j").Sees("mail:0 · running · /logs/mail:0.log").SeesNot("│ no module");
        Assert.Equal(["/logs/mail:0.log"], Log(driver).Wants.Select(w => w.Path));
    }

    [Theory]
    [InlineData(80, 24, 14)]
    [InlineData(40, 12, 7)]
    [InlineData(120, 36, 20)]
    public void So_many_programs_are_seen_with_a_log_of_four_lines_where_there_is_room(int columns, int rows, int programs)
    {
        var driver = Open(columns, rows, [.. Enumerable.Range(0, 20).Select(i => Program($"mail:{i}"))]);
        var lines = driver.Screen.Split('\n');
        Assert.InRange(lines.Count(l => l.StartsWith("│ mail:", StringComparison.Ordinal) && l.Contains("running", StringComparison.Ordinal)), programs, 20);
        if (rows >= 24)
        {
            var divider = Array.FindIndex(lines, l => l.Contains("/logs/mail:0.log", StringComparison.Ordinal));
            Assert.InRange(Array.FindLastIndex(lines, l => l.StartsWith('╰')) - divider - 1, 4, rows);
        }
    }

    [Fact]
    public void Keys_ask_the_launcher_stopping_after_a_dialog_that_says_how()
    {
        var driver = Open(120, 30, Program("mail:0"), Program("mail:1"), Program("tick:0") with { State = new ProgramState("tick:0") });
        driver.Press("w").Sees("Stop mail:0").Sees("mail:0: pid 100, running; TERM, 10 s, KILL of its tree after 20 s").Press("esc");
        Assert.DoesNotContain(driver.Asked, e => e is Effect.Launch);
        driver.Press("w", "enter");
        Assert.Equal(["mail:0"], Assert.IsType<LaunchRequest.Stop>(Asked(driver).Request).Targets);
        driver.Press("r", "enter");
        Assert.IsType<LaunchRequest.Restart>(Asked(driver).Request);
        driver.Press("+");
        Assert.Equal(new LaunchRequest.Scale("mail", 3), Asked(driver).Request);
        driver.Press("-").Sees("mail has 1 from then on").Sees("mail:1: pid").Press("enter");
        Assert.Equal(new LaunchRequest.Scale("mail", 1), Asked(driver).Request);
        driver.Press("G", "u");
        Assert.Equal(["tick:0"], Assert.IsType<LaunchRequest.Start>(Asked(driver).Request).Targets);

        // Kill is lossy: Enter alone cancels.
        var before = driver.Asked.Count;
        driver.Press("g", "K").Sees("KILL to every process").Press("enter");
        Assert.Equal(before, driver.Asked.Count);
        driver.Press("K", "tab", "enter");
        Assert.IsType<LaunchRequest.Kill>(Asked(driver).Request);
        driver.Press("@").Sees("wconsole --batch kill mail:0").Sees("wconsole --batch scale mail=1").Sees("wconsole --batch stop mail:0");
    }

    [Fact]
    public void Marked_ones_are_stopped_together_and_the_outcome_is_told_when_all_are_down()
    {
        var driver = Open(120, 30, Program("mail:0"), Program("mail:1"), Program("mail:2"));
        driver.Press("space", "space", "w").Sees("Stop 2 programs").Press("enter");
        var ask = Asked(driver);
        driver.Local = Sight(Ending("mail:0"), Ending("mail:1"), Program("mail:2"));
        driver.Tell(new Message.Launched(ask, new LaunchReply.Taken(1, ask.Ids, [])));
        driver.News().SeesNot("done");
        driver.Local = Sight(Program("mail:0") with { State = new ProgramState("mail:0") }, Ending("mail:1"), Program("mail:2"));
        driver.News().SeesNot("done");
        driver.Local = Sight(Program("mail:0") with { State = new ProgramState("mail:0") }, Program("mail:1") with { State = new ProgramState("mail:1") }, Program("mail:2"));
        driver.News().Sees("Stop of 2 programs: 2 done in");
        driver.Tell(new Message.Launched(ask, new LaunchReply.Refused(2, "the launcher keeps no 'mail:9'", "it keeps: mail:0")));
        driver.Sees("Stop of 2 programs refused: the launcher keeps no 'mail:9'; it keeps: mail:0");
    }

    [Fact]
    public void Logs_open_whole_of_the_run_before_and_of_several_together()
    {
        var driver = Open(100, 24, Program("mail:0"), Program("mail:1"));
        driver.Press("l").Sees("log of mail:0 · /logs/mail:0.log").Press("p").Sees("log of mail:0, the run before · /logs/mail:0.1").Press("p").Sees("no log of a run before").Press("q", "q");
        driver.Press("p").Sees("/logs/mail:0.1").Press("q").Press("*", "l").Sees("logs of 2 programs");
        Assert.Equal(2, Assert.IsType<LogScreen>(driver.Top).Wants.Length);
    }

    [Fact]
    public void Without_a_launcher_it_says_what_to_do_and_read_only_acts_on_nothing()
    {
        var driver = new ScreenDriver(new FleetFeed(), 100, 24) { Local = new LocalSight(null, Now, "no launcher lives in /state; run wconsole up") };
        driver.Press(":").Type("local").Press("enter").Sees("Nothing is kept here: no launcher lives in /state; run wconsole up.").Press("w", "u", "l");
        var still = new ScreenDriver(new FleetFeed(), 100, 24, o => o with { ReadOnly = true }) { Local = Sight(Program("mail:0")) };
        still.Press(":").Type("local").Press("enter").Press("u", "w", "K").Sees("read-only").SeesNot("w stop");
        Assert.DoesNotContain(driver.Asked.Concat(still.Asked), e => e is Effect.Launch);
    }

    [Fact]
    public void A_broker_that_nobody_named_and_that_is_not_there_is_no_trouble_here_but_is_elsewhere()
    {
        var feed = new FleetFeed(connected: false);
        var away = new SourceState(FleetFeed.Source, new FrameworkId("celery"), "redis://127.0.0.1:6379/0", SourcePhase.Retrying, "connection refused", SourceFault.Unreachable, RetryAt: TimeSpan.FromSeconds(4));
        feed.Put(new FleetEvent.SourceChanged(feed.Now, away));
        feed.Put(new FleetEvent.SourceChanged(feed.Now, new SourceState(new SourceId("local"), new FrameworkId("local"), "launcher:/state", SourcePhase.Connected, EverConnected: true)));
        var driver = new ScreenDriver(feed, 120, 36, o => o with { Guessed = true }) { Local = Sight(Program("mail:0")) };
        driver.Press(":").Type("local").Press("enter").Sees("no broker there, none was named").SeesNot("connection refused").SeesNot("0 workers");
        driver.Press(":").Type("hosts").Press("enter").Sees("connection refused").SeesNot("none was named");

        // One that was there, and is lost, is told of everywhere.
        feed.Put(new FleetEvent.SourceChanged(feed.Now, away with { EverConnected = true }));
        driver.News().Press(":").Type("local").Press("enter").Sees("lost");
        Assert.Equal("mail:0", Assert.Single(Names(driver)));
    }

    private static ScreenDriver Open(int columns, int rows, params ProgramStatus[] programs) =>
        new ScreenDriver(new FleetFeed(), columns, rows) { Local = Sight(programs) }.Press(":").Type("local").Press("enter");

    private static LocalScreen Log(ScreenDriver driver)
    {
        _ = driver.Screen;
        return Assert.IsType<LocalScreen>(driver.Top);
    }

    private static LocalAsk Asked(ScreenDriver driver) => driver.Asked.OfType<Effect.Launch>().Last().Ask;

    private static IEnumerable<string> Names(ScreenDriver driver) => driver.Screen.Split('\n').Where(l => l.StartsWith("│ ", StringComparison.Ordinal) && (l.Contains(":0 ", StringComparison.Ordinal) || l.Contains(":1 ", StringComparison.Ordinal))).Select(l => l[2..].Split(' ')[0]).Where(n => n.Contains(':', StringComparison.Ordinal));

    private static LocalSight Sight(params ProgramStatus[] programs) => new(LaunchPicture.Nothing.With(new LaunchReply.Programs(Now, 7, true, [.. programs], [], [])), Now, "");

    private static ProgramStatus Program(string id) => new(
        id, id.Split(':')[0], int.Parse(id.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), new FrameworkId("plain"),
        new ProgramState(id) { Phase = ProgramPhase.Running, Wanted = true, Since = Now - TimeSpan.FromMinutes(5), Run = 1, Ready = Readiness.Yes, Process = new ProgramProcess(100, 5, Now - TimeSpan.FromMinutes(5)) },
        4, StopRule.Default, false, false, [], ["/bin/sh", "-c", "work"], "/srv", null, null, $"/logs/{id}.log", $"/logs/{id}.1", "last", new ProgramUsage(1, 0.01, 3 << 20));

    private static ProgramStatus Ending(string id) => Program(id) with { State = Program(id).State with { Phase = ProgramPhase.Stopping, Wanted = false, Due = Now + TimeSpan.FromSeconds(9) } };

    private static ProgramStatus Failed(string id) => Program(id) with
    {
        State = new ProgramState(id) { Phase = ProgramPhase.Fatal, Since = Now, Run = 5, Restarts = 4, Note = "given up after 5 failed starts", LastExit = new ProgramExit(3, null, Now, TimeSpan.Zero, "no module named shop") },
    };
}
