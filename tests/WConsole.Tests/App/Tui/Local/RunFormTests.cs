using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Settings;
using WConsole.Settings.Groups;
using WConsole.Tests.Fleet;
using WConsole.Tui;
using WConsole.Tui.Local;

namespace WConsole.Tests.App.Tui.Local;

/// <summary>The form that asks for one worker without a file.</summary>
public sealed class RunFormTests
{
    private static readonly TimeSpan Now = TimeSpan.FromHours(3);

    [Fact]
    public void It_asks_one_thing_a_line_and_shows_what_is_run()
    {
        var driver = Open(80, 24).Press("a").Press("tab").Type("shop.celery:app").Press("tab", "tab", "right", "right");
        Same(
            """
            │ ╭─ Start a worker that no file says ───────────────────────────────────────╮ │
            │ │ Framework    celery                                                      │ │
            │ │ Application  shop.celery:app                                             │ │
            │ │ Name                                                                     │ │
            │ │ Pool         ‹ threads ›                                                 │ │
            │ │ Concurrency                                                              │ │
            │ │ Queues                                                                   │ │
            │ │ Log level    default                                                     │ │
            │ │ Replicas     1                                                           │ │
            │ │ Directory                                                                │ │
            │ │ Variables                                                                │ │
            │ │ Save         no                                                          │ │
            │ │                                                                          │ │
            │ │ runs  celery -A shop.celery:app worker -n shop0@%h --loglevel info --po… │ │
            │ │ line  wconsole run --name shop --celery shop.celery:app --pool threads   │ │
            │ ╰──────────────────────────────────────────────────────────────────────────╯ │
            """, Popup(driver));
    }

    [Fact]
    public void On_a_small_screen_it_scrolls_with_the_focus()
    {
        var driver = Open(40, 12).Press("a").Press("shift-tab").Press("right");
        Same(
            """
            ╭─ Start a worker that no file says ───╮
            │ Pool         default                 │
            │ Concurrency                          │
            │ Queues                               │
            │ Log level    default                 │
            │ Replicas     1                       │
            │ Directory                            │
            │ Variables                            │
            │ Save         ‹ yes ›                 │
            │              into wconsole.yaml her… │
            │ line  wconsole run --name worker --… │
            ╰──────────────────────────────────────╯
            """, Popup(driver));
        driver.Press("tab").Sees("Framework").SeesNot("Save ");
    }

    [Fact]
    public void Enter_sends_it_and_the_command_log_has_the_line()
    {
        var driver = Open(100, 30).Press("a", "tab").Type("shop").Press("tab", "tab", "tab").Type("2").Press("tab").Type("mail").Press("enter").Sees("asking the launcher");
        var run = Assert.IsType<Effect.Run>(driver.Asked[^1]);
        Assert.Equal(("shop", "2", "mail", null, false), (run.Asked.Name, run.Asked.Celery!.Concurrency, run.Asked.Celery.Queues, run.Asked.Celery.Pool, run.Save));
        // A second Enter does not send it twice.
        driver.Press("enter");
        Assert.Single(driver.Asked.OfType<Effect.Run>());
        var ask = new LocalAsk("Start", new LaunchRequest.Add(AskedReading.Of(run.Asked, "/", "ops").Group!), ["shop"]);
        driver.Tell(new Message.Asked(ask, [], new LaunchReply.Taken(1, ["shop:0"], [])));
        driver.SeesNot("Application").Press("@").Sees("wconsole run --name shop --celery shop --concurrency 2 --queues mail");
    }

    [Fact]
    public void Opened_among_the_workers_the_launcher_is_followed_until_its_outcome_is_told()
    {
        var driver = Bare(100, 30, o => o).Press("a", "tab").Type("shop").Press("enter");
        Assert.False(driver.WantsLauncher);
        var ask = new LocalAsk("Start", new LaunchRequest.Add(AskedReading.Of(Assert.IsType<Effect.Run>(driver.Asked[^1]).Asked, "/", "ops").Group!), ["shop"]);
        driver.Tell(new Message.Asked(ask, [], new LaunchReply.Taken(1, ["shop:0"], [])));
        Assert.True(driver.WantsLauncher);
        driver.Local = Sight(Program("shop:0"));
        driver.Tell(new Message.News());
        driver.Sees("Start of shop: 1 done");
        Assert.False(driver.WantsLauncher);
    }

    [Fact]
    public void What_is_wrong_stands_beside_its_field_and_nothing_is_sent()
    {
        var driver = Open(100, 30).Press("a", "enter").Sees("names no application");
        driver.Type("shop").SeesNot("names no application").Press("tab", "tab", "tab").Type("0").Sees("'concurrency: 0' is no whole number").Press("shift-tab", "enter").Sees("'concurrency: 0' is no whole number");
        Assert.DoesNotContain(driver.Asked, e => e is Effect.Run);
        driver.Press("ctrl-u").Press("shift-tab", "shift-tab").Type("a b").Sees("'a b' cannot name a group").Press("ctrl-u");
        driver.Press("up", "up", "up").Press("up").Type("A").Sees("these are no NAME=value words").Type("=1").SeesNot("these are no").Press("enter");
        Assert.Equal([KeyValuePair.Create("A", "1")], Assert.IsType<Effect.Run>(driver.Asked[^1]).Asked.Env);
    }

    [Fact]
    public void What_the_launcher_or_the_disk_has_against_it_keeps_the_form_open()
    {
        var driver = Open(100, 30).Press("a", "space", "tab").Type("./tick --fast").Press("enter");
        var run = Assert.IsType<Effect.Run>(driver.Asked[^1]);
        Assert.Equal(("tick", "./tick --fast"), (run.Asked.Name, run.Asked.Command.Single()));
        var ask = new LocalAsk("Start", new LaunchRequest.Start([]), ["tick"]);
        driver.Tell(new Message.Asked(ask, [], new LaunchReply.Refused(1, "there is a group 'tick' already", "give another --name")));
        driver.Sees("there is a group 'tick' already; give another --name").Type("tock").SeesNot("already").Press("enter");
        Assert.Equal("tock", Assert.IsType<Effect.Run>(driver.Asked[^1]).Asked.Name);
        driver.Tell(new Message.Asked(ask, [new AskedProblem("cwd", "there is no folder /x", "make it")], null));
        driver.Sees("there is no folder /x; make it").Press("esc").SeesNot("Directory");
        driver.Tell(new Message.Asked(ask, [new AskedProblem("cwd", "there is no folder /x", "make it")], null));
        driver.Sees("tick is not started: there is no folder /x; make it");
    }

    [Fact]
    public void One_more_like_a_row_scales_its_group_or_fills_the_form_when_the_group_has_changed()
    {
        var driver = Open(100, 30, Program("mail:0"), Program("tick:0") with { Outdated = true });
        driver.Press("A");
        Assert.Equal(new LaunchRequest.Scale("mail", 2), driver.Asked.OfType<Effect.Launch>().Last().Ask.Request);
        driver.Press("j", "A").Sees("/bin/sh -c 'do work'").Sees("/srv/tick").Press("enter");
        Assert.Equal(("sh", "/srv/tick"), (Assert.IsType<Effect.Run>(driver.Asked[^1]).Asked.Name, Assert.IsType<Effect.Run>(driver.Asked[^1]).Asked.Cwd));
    }

    [Fact]
    public void Read_only_and_a_console_without_a_launcher_open_no_form()
    {
        Open(100, 30, o => o with { ReadOnly = true }).Press("a").Sees("read-only").SeesNot("Application");
        Open(100, 30, o => o with { Asked = null }).Press("a").Sees("nothing can be started from here");
    }

    private static ScreenDriver Open(int columns, int rows, params ProgramStatus[] programs) => Open(columns, rows, o => o, programs);

    private static ScreenDriver Open(int columns, int rows, Func<ConsoleOptions, ConsoleOptions> with, params ProgramStatus[] programs)
    {
        var driver = Bare(columns, rows, with);
        driver.Local = Sight(programs);
        return driver.Press(":").Type("local").Press("enter");
    }

    private static ScreenDriver Bare(int columns, int rows, Func<ConsoleOptions, ConsoleOptions> with) =>
        new(new FleetFeed(), columns, rows, o => with(o with { Asked = new AskedPlace(new SettingsInputs(new Dictionary<string, string>(), "/", SettingsFlags.None, Composition.Look) { User = "ops" }) }));

    private static LocalSight Sight(params ProgramStatus[] programs) => new(LaunchPicture.Nothing.With(new LaunchReply.Programs(Now, 7, true, [.. programs], [], [])), Now, "");

    private static void Same(string expected, string actual) => Assert.True(expected == actual, "\n" + actual);

    // Only the rows that the form covers.
    private static string Popup(ScreenDriver driver)
    {
        var lines = driver.Screen.Split('\n');
        var first = Array.FindIndex(lines, l => l.Contains("Start a worker", StringComparison.Ordinal));
        var last = Array.FindLastIndex(lines, l => l.Contains("line  wconsole", StringComparison.Ordinal)) + 1;
        return string.Join('\n', lines[first..(last + 1)].Select(l => l.TrimEnd()));
    }

    private static ProgramStatus Program(string id) => new(
        id, id.Split(':')[0], 0, new FrameworkId("plain"), new ProgramState(id) { Phase = ProgramPhase.Running, Wanted = true, Since = Now, Run = 1, Ready = Readiness.Yes, Process = new ProgramProcess(100, 5, Now) },
        4, StopRule.Default, false, false, [], ["/bin/sh", "-c", "do work"], $"/srv/{id.Split(':')[0]}", null, null, null, null, null, null);
}
