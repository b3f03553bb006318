using WConsole.Cli;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Views;
using WConsole.Settings;
using WConsole.Tests.Fleet;

namespace WConsole.Tests.App.Cli;

/// <summary>Globs, spans, targets, and the verbs that come from the table of actions.</summary>
public sealed class SmallPartsTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("w?@*", "w1@web1", true)]
    [InlineData("w?@*", "w12@web1", false)]
    [InlineData("*mail*", "a-mail-b", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("[w]", "w", false)]
    [InlineData("", "", true)]
    public void A_glob_fits_whole_names(string glob, string text, bool fits) => Assert.Equal(fits, Glob.Fits(glob, text));

    [Theory]
    [InlineData("15", 15.0)]
    [InlineData("500ms", 0.5)]
    [InlineData("1.5s", 1.5)]
    [InlineData("2m", 120.0)]
    [InlineData("1h", 3600.0)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("9999h", null)]
    public void A_span_is_read_or_refused(string text, double? seconds) => Assert.Equal(seconds, DurationText.Parse(text)?.TotalSeconds);

    [Theory]
    [InlineData("w1", "w1@a")]
    [InlineData("w1@a", "w1@a")]
    [InlineData("celery/w1@a", "w1@a")]
    [InlineData("w2", "'w2' names 2 workers")]
    [InlineData("w9", "did you mean 'w1'?")]
    public void A_word_names_one_worker_or_says_why_not(string word, string expected)
    {
        var view = new ViewContext(new FleetFeed().Pong("w1@a").Pong("w2@a").Pong("w2@b").Snapshot());
        var (workers, error) = Targets.Resolve(new TargetRequest([word], false, null, false), view);
        if (error is null)
        {
            Assert.Equal(expected, Assert.Single(workers).Worker.Name);
        }
        else
        {
            Assert.Contains(expected, error.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Globs_filters_and_words_narrow_each_other()
    {
        var view = new ViewContext(new FleetFeed().Pong("w1@a").Pong("w2@a").Pong("x@b").Snapshot());
        Assert.Equal(["w1@a", "w2@a"], Names(new TargetRequest(["w*"], true, null, false)));
        Assert.Equal(["w2@a"], Names(new TargetRequest(["w*"], true, "name:2", false)));
        Assert.Equal(["w1@a", "w2@a", "x@b"], Names(new TargetRequest([], false, null, true)));

        IEnumerable<string> Names(TargetRequest request) => Targets.Resolve(request, view).Workers.Select(w => w.Worker.Name);
    }

    [Fact]
    public void A_row_that_is_added_to_the_table_is_a_verb_by_itself()
    {
        var added = ActionTable.Get(ActionId.Ping) with { Id = new ActionId("nap"), Verb = "nap --deep", Summary = "Sleep." };
        var tree = new CommandTree([.. ActionTable.All, added]);
        var nap = Assert.Single(tree.Root.Subcommands, c => c.Name == "nap");
        Assert.Contains(nap.Options, o => o.Name == "--deep");
        Assert.All(ActionTable.All, row => Assert.Empty(tree.Parse(["--batch", .. row.Verb.Split(' '), .. row.TakesAmount ? ["1"] : Array.Empty<string>(), "w1"]).Errors));
    }

    [Theory]
    [InlineData("stpo", "stop")]
    [InlineData("pasword_file", "password_file")]
    [InlineData("zzz", null)]
    public void The_nearest_word_is_a_slip_away(string word, string? near) => Assert.Equal(near, Nearest.Of(word, ["stop", "restart", "password_file", "queues"]));
}
