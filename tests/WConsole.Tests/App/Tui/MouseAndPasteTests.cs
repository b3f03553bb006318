using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using WConsole.Terminal.Input;
using WConsole.Tests.Fleet;
using WConsole.Tui;

namespace WConsole.Tests.App.Tui;

/// <summary>The mouse on table heads, the key bar and dialogs; pastes into fields; the window's title.</summary>
public sealed class MouseAndPasteTests
{
    [Fact]
    public void A_click_on_a_columns_head_sorts_by_it_and_again_turns_the_order_round()
    {
        var driver = Driver();
        var (x, y) = Place(driver, "PID");

        driver.Mouse(MouseKind.Press, x, y).Sees("PID↓");
        Assert.Equal(["w003", "w002", "w001"], Names(driver));
        driver.Mouse(MouseKind.Press, x, y).Sees("PID↑");
        Assert.Equal(["w001", "w002", "w003"], Names(driver));
    }

    [Fact]
    public void A_click_on_a_key_of_the_bar_presses_it()
    {
        var driver = Driver();
        var (x, y) = Place(driver, "? help");
        driver.Mouse(MouseKind.Press, x + 3, y).Sees("help for workers");

        (x, y) = Place(driver, "q back");
        driver.Mouse(MouseKind.Press, x, y).SeesNot("help for workers");
        Assert.False(driver.Quits);

        (x, y) = Place(driver, "Enter open");
        driver.Mouse(MouseKind.Press, x, y).Sees("w001@web1");
        Assert.NotEmpty(driver.Mouse(MouseKind.Press, 0, 0).Screen);
    }

    [Fact]
    public void A_click_on_a_key_that_is_two_keys_does_nothing()
    {
        var driver = Driver().Press(":");
        var (x, y) = Place(driver, "↑↓ choose");
        var before = driver.Screen;
        Assert.Equal(before, driver.Mouse(MouseKind.Press, x, y).Screen);
        driver.Mouse(MouseKind.Press, Place(driver, "Esc close").X, y).Sees("? help");
    }

    [Fact]
    public void A_key_with_an_action_asks_what_it_would_do_when_clicked()
    {
        var driver = Driver();
        var (x, y) = Place(driver, "w Warm");
        driver.Mouse(MouseKind.Press, x, y);
        Assert.Equal("w001@web1", Assert.Single(driver.Prepared.Targets).Place);
    }

    [Fact]
    public void A_paste_goes_into_the_field_as_one_line_and_presses_nothing()
    {
        var driver = Driver().Press("/").Paste("w00\n2\n").Sees("/w00 2").Press("esc");
        driver.Paste("q").Sees("w001@web1");
        Assert.False(driver.Quits);
        driver.Press(":").Paste("que\tues\n").Sees("que ues");
    }

    [Fact]
    public void The_pager_gets_the_whole_text_however_it_is_narrowed()
    {
        var driver = Driver().Press("enter").Press("/").Type("zzz").Press("enter", "V");
        var text = Assert.Single(driver.Asked.OfType<Effect.Page>()).Text;
        Assert.Contains("State", text, StringComparison.Ordinal);
        Assert.DoesNotContain("zzz", text, StringComparison.Ordinal);
        Assert.Empty(Driver().Press("V").Asked);
    }

    [Theory]
    [InlineData(null, "less || more")]
    [InlineData(" ", "less || more")]
    [InlineData("most -w", "most -w")]
    public void The_pager_is_the_operators_own(string? variable, string command) => Assert.Equal(command, Pager.Command(variable));

    [Fact]
    public void The_title_counts_what_is_wrong()
    {
        Assert.Equal("wconsole shop: 3 workers", Title(Feed()));
        var feed = Feed();
        feed.Silent("w003@web1").Silent("w003@web1", Light.No);
        Assert.Equal("wconsole shop: 3 workers, 1 catatonic", Title(feed));
        Assert.Equal("wconsole shop: 0 workers", Title(new FleetFeed()));
    }

    private static string Title(FleetFeed feed) => WindowTitle.Of("shop", FleetSummary.Of(feed.Snapshot()));

    private static string[] Names(ScreenDriver driver) => [.. driver.Screen.Split('\n').Where(l => l.Contains("@web1", StringComparison.Ordinal) && l.Contains("ready", StringComparison.Ordinal)).Select(l => l.Trim('│', ' ')[..4])];

    private static (int X, int Y) Place(ScreenDriver driver, string text)
    {
        var lines = driver.Screen.Split('\n');
        var y = Array.FindIndex(lines, l => l.Contains(text, StringComparison.Ordinal));
        return (lines[y].IndexOf(text, StringComparison.Ordinal), y);
    }

    private static ScreenDriver Driver() => new(Feed());

    private static FleetFeed Feed()
    {
        var feed = new FleetFeed();
        feed.Wait(1);
        for (var i = 1; i <= 3; i++)
        {
            var name = $"w{i:000}@web1";
            feed.Online(name, 100 * i).Pong(name).Stats(name, 100 * i, uptime: 600).Answer(name, new FactAnswer.Queues([new QueueBinding("celery", "", "", "")]));
        }

        return feed.Wait(1);
    }
}
