using WConsole.Fleet.Actions;
using WConsole.Tests.App.Settings;
using WConsole.Tests.Fleet;
using WConsole.Tui;
using WConsole.Tui.Keys;

namespace WConsole.Tests.App.Tui;

/// <summary>What the settings may change about the screen, and what they are told when it cannot be.</summary>
public sealed class ScreenSettingsTests
{
    private static FleetFeed Two()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        foreach (var (name, pid) in new[] { ("mail@web1", 100), ("tick@web2", 200) })
        {
            feed.Online(name, pid).Pong(name).Stats(name, pid);
        }

        return feed.Wait(1);
    }

    private static ScreenDriver Driver(string yaml, int columns = 100)
    {
        using var box = new SettingsBox();
        SettingsBox.Write(box.UserFile, yaml);
        var outcome = box.Load();
        Assert.Empty(outcome.Problems);
        return new ScreenDriver(Two(), columns, 24, o => o.With(outcome.Settings));
    }

    [Fact]
    public void Keys_move_and_bar_palette_and_help_say_the_new_ones()
    {
        var driver = Driver("keys:\n  stop: W\n  traceback: w\n  outcomes: []\n  sort-left: ['<', shift-left]\n").Sees("W Warm");
        Assert.Equal(ActionId.WarmStop, driver.Press("W").Prepared.Action);
        Assert.Equal(ActionId.Traceback, driver.Press("w").Prepared.Action);
        driver.Press("o").Sees("workers(shop)").Press(":").Type("outcomes").Press("enter").Sees("outcomes(shop)").Press("q");
        Assert.Contains(" W │", driver.Press(":").Type("Warm").LineWith("Warm stop"), StringComparison.Ordinal);
        driver.Press("esc", "?").Sees("W              Warm stop");
    }

    [Theory]
    [InlineData("keys:\n  stop: X\n", ":2: the key 'X' means stop-cold already; take another key, or give stop-cold one of its own under keys:")]
    [InlineData("keys:\n  ping: j\n", ":2: the key 'j' means down already")]
    [InlineData("keys:\n  stop: W\n\n  restart: W\n", ":4: the key 'W' means stop already")]
    [InlineData("keys:\n  stopp: W\n", ":2: nothing on the screen is named 'stopp'; did you mean 'stop'?")]
    [InlineData("keys:\n  stop: hyper-w\n", ":2: 'hyper-w' names no key; write one like")]
    [InlineData("keys:\n  ping: 3\n", ":2: the key '3' means favourite already")]
    [InlineData("keys:\n  log-wrap: n\n", ":2: the key 'n' means next already")]
    [InlineData("keys:\n  leave: []\n", ":2: leave needs a key")]
    [InlineData("views:\n  workers:\n    columns: [name, stat]\n", ":2: workers has no column 'stat'; did you mean 'state'?")]
    [InlineData("views:\n  workers: { sort: age }\n", ":2: workers has no column 'age'; did you mean 'name'?")]
    [InlineData("views:\n  wokers: {}\n", ":2: there is no table 'wokers'; did you mean 'workers'?")]
    [InlineData("views:\n  self: {}\n", ":2: there is no table 'self'")]
    [InlineData("views:\n  workers: { colums: [name] }\n", ":2: workers has no key 'colums'; did you mean 'columns'?")]
    [InlineData("views:\n  workers: { columns: [name, name] }\n", ":2: a column of workers is named twice")]
    [InlineData("favourites:\n  0: state:lost\n", ":2: '0' is no key for a favourite")]
    [InlineData("favourites:\n  1: stat:lost\n", ":2: the filter of favourite 1 cannot be: no column stat")]
    [InlineData("favourites:\n  1: { filter: 'x', view: quues }\n", ":2: there is no table 'quues'; did you mean 'queues'?")]
    [InlineData("favourites:\n  1: { view: queues }\n", ":2: favourite 1 has no filter")]
    public void What_cannot_be_is_refused_with_file_and_line(string yaml, string says)
    {
        using var box = new SettingsBox();
        SettingsBox.Write(box.UserFile, yaml);
        var problem = Assert.Single(box.Load().Problems);
        Assert.Contains(box.UserFile + says, problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_may_mean_one_thing_in_logs_and_another_where_workers_are_acted_on()
    {
        Assert.Equal(ActionId.Ping, Driver("keys: { ping: n, log-wrap: X }\n").Press("n").Prepared.Action);
        Assert.Equal(ActionId.ColdStop, Driver("keys: { log-wrap: X }\n").Press("X").Prepared.Action);
    }

    [Fact]
    public void A_stronger_file_takes_the_place_of_what_it_names_only()
    {
        using var box = new SettingsBox();
        SettingsBox.Write(box.UserFile, "keys: { stop: W, ping: Q }\nfavourites: { 1: 'state:lost', 2: mail }\n");
        SettingsBox.Write(box.ProjectFile, "keys: { stop: Z }\nfavourites: { 1: tick }\n");
        var settings = box.Load().Settings;
        Assert.Equal(["ping Q", "stop Z"], settings.Keys.Select(k => $"{k.Name} {k.Chords[0]}").Order());
        Assert.Equal(["1 tick", "2 mail"], settings.Favourites.Select(f => $"{f.Key} {f.Filter}").Order());
    }

    [Fact]
    public void Columns_and_order_are_as_the_settings_say_also_after_sorting_otherwise()
    {
        var driver = Driver("views:\n  workers:\n    columns: [note, state, name]\n    sort: name\n    descending: true\n");
        Assert.Matches("NOTE +STATE +NAME↓", driver.LineWith("STATE"));
        Assert.True(Line(driver, "tick@web2") < Line(driver, "mail@web1"));
        driver.Press("I");
        Assert.True(Line(driver, "tick@web2") > Line(driver, "mail@web1"));
        driver.Press("O");
        Assert.True(Line(driver, "tick@web2") < Line(driver, "mail@web1"));
        driver.Sees("prefork");
        Assert.DoesNotContain("BUSY", driver.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_are_favourites_and_zero_takes_the_filter_away()
    {
        var driver = Driver("favourites:\n  1: tick\n  2: { view: queues, filter: 'waiting>100', name: full }\n").Press("1").Sees("</tick>").Sees("1: tick").SeesNot("mail@web1");
        driver.Press("0").SeesNot("</tick>").Sees("mail@web1");
        driver.Press("2").Sees("queues(shop)[0] </waiting>100>").Sees("2: full");
        driver.Press("1").Sees("workers(shop)[1/2] </tick>").Press("7").Sees("there is no favourite on 7");
        driver.Press(":").Type("full").Press("enter").Sees("queues(shop)");
    }

    [Fact]
    public void The_title_speaks_of_the_rows_of_its_own_frame()
    {
        var driver = Driver("favourites:\n  1: tick\n").Burst("1");
        Assert.Contains("[1/2] </tick>", driver.LastFrame, StringComparison.Ordinal);
        Assert.Contains("1/1 [RW]", driver.LastFrame, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_of_a_key_is_one_name() => Assert.Equal(KeyMap.Names.Count(), KeyMap.Names.Distinct().Count());

    private static int Line(ScreenDriver driver, string text) => Array.FindIndex(driver.Screen.Split('\n'), l => l.Contains(text, StringComparison.Ordinal));
}
