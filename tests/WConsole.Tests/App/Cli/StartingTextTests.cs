using WConsole.Cli.Launch;

namespace WConsole.Tests.App.Cli;

public sealed class StartingTextTests
{
    [Fact]
    public void A_few_stand_in_one_line() => Assert.Equal(["wconsole: starting mail:0 mail:1"], StartingText.Of(["mail:0", "mail:1"]));

    [Fact]
    public void Lines_break_between_two_names()
    {
        var ids = Enumerable.Range(0, 20).Select(i => $"mail-{i:00}:0").ToList();
        Assert.Equal(
            [
                "wconsole: starting mail-00:0 mail-01:0 mail-02:0 mail-03:0 mail-04:0 mail-05:0",
                "    mail-06:0 mail-07:0 mail-08:0 mail-09:0 mail-10:0 mail-11:0 mail-12:0",
                "    mail-13:0 mail-14:0 mail-15:0 mail-16:0 mail-17:0 mail-18:0 mail-19:0",
            ],
            StartingText.Of(ids));
    }

    [Fact]
    public void Of_very_many_the_first_ones_are_named_and_the_others_counted()
    {
        var lines = StartingText.Of([.. Enumerable.Range(0, 1000).Select(i => $"mail:{i}")]);
        Assert.Equal(11, lines.Count);
        Assert.All(lines, l => Assert.InRange(l.Length, 1, 78));
        var named = string.Join(' ', lines).Split(' ').Count(w => w.StartsWith("mail:", StringComparison.Ordinal));
        Assert.Equal($"    and {1000 - named} more", lines[^1]);
    }

    [Fact]
    public void Names_cannot_act_on_the_terminal() => Assert.DoesNotContain('\e', string.Concat(StartingText.Of(["a\e[2J:0", new string('x', 200) + ":0"])));
}
