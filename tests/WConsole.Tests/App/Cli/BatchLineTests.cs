using System.Text;
using WConsole.Cli;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Settings;
using WConsole.Tests.App.Settings;

namespace WConsole.Tests.App.Cli;

/// <summary>An action as its command line, and back.</summary>
public sealed class BatchLineTests
{
    private static readonly WorkerId W1 = new(new FrameworkId("fake"), "", "w1@h1");
    private static readonly WorkerId Odd = new(new FrameworkId("fake"), "", "it's; rm -rf $HOME *@h1");

    public static TheoryData<string> Everything => [.. ActionTable.All.Select(a => a.Id.Value)];

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Everything))]
    public async Task Fed_back_to_the_command_line_it_is_the_same_action(string id)
    {
        using var rig = new CliRig { Workers = ["w1@h1", "w2@h1", Odd.Place], Steps = _ => new StepReport(false, "enough") };
        SettingsBox.Write(rig.Box.UserFile, "clusters:\n  shop:\n    environment: production\n    sources: [{redis: 'redis://a'}]\n  eu: {sources: [{redis: 'redis://b'}]}\n");
        var cluster = rig.Box.Load().Settings.Clusters[0];
        FleetAction? seen = null;
        rig.Source.Assess = (action, _) => (seen = action, new Assessment(Risk.Lossy, [], [], TimeSpan.FromSeconds(2), null)).Item2;
        var info = ActionTable.Get(new ActionId(id));
        var action = new FleetAction(info.Id, [W1, Odd], info.TakesAmount ? 3 : null, TimeSpan.FromSeconds(1.5), info.Id == ActionId.WarmStop ? ActionId.ColdStop : null, "ann (screen)", info.TakesSignal ? "TERM" : null);

        var line = BatchLine.Of(action, Risk.Lossy, cluster, rig.Box.UserFile);
        await rig.RunAsync([.. ShellWords(line).Skip(1)]);
        Assert.True(seen is not null, $"{line}\n{rig.Error}");
        Assert.Equal((action.Amount, action.Signal, action.Timeout, "tester (batch)"), (seen.Amount, seen.Signal, seen.Timeout, seen.By));
        Assert.Equal(action.Targets.Order(), seen.Targets.Order());
        Assert.Contains(seen.Action, new[] { action.Action, action.Then ?? action.Action });
        Assert.DoesNotContain("nothing was done", rig.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Risk.Safe, "wconsole --batch stop fake/w1@h1 -b redis://x")]
    [InlineData(Risk.Reversible, "wconsole --batch stop fake/w1@h1 --yes -b redis://x")]
    [InlineData(Risk.Lossy, "wconsole --batch stop fake/w1@h1 --yes -b redis://x")]
    public void It_asks_for_no_more_consent_than_was_given(Risk risk, string line) =>
        Assert.Equal(line, BatchLine.Of(Stop(), risk, AdHoc("redis://x"), "/home/ann/config.yaml"));

    [Fact]
    public void In_production_what_is_lossy_names_the_cluster() => Assert.Equal(
        "wconsole --batch stop fake/w1@h1 --yes --confirm 'big shop' -c 'big shop'",
        BatchLine.Of(Stop(), Risk.Lossy, new ClusterSettings("big shop", "production", false, [], "/f"), "/f"));

    [Fact]
    public void A_cluster_of_another_file_names_that_file() => Assert.Equal(
        "wconsole --batch stop fake/w1@h1 --yes -c shop --config '/srv/my app/wconsole.yaml'",
        BatchLine.Of(Stop(), Risk.Reversible, new ClusterSettings("shop", "development", false, [], "/srv/my app/wconsole.yaml"), "/f"));

    [Fact]
    public void A_password_is_never_in_it_and_the_note_says_what_to_do()
    {
        var cluster = AdHoc("redis://:geheim@x");
        var line = BatchLine.Of(Stop(), Risk.Reversible, cluster, "/f");
        Assert.EndsWith(" -b \"$WCONSOLE_BROKER\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", line, StringComparison.Ordinal);
        Assert.Contains("export WCONSOLE_BROKER", BatchLine.Note(cluster), StringComparison.Ordinal);
        Assert.Equal("", BatchLine.Note(AdHoc("redis://x")));
    }

    [Theory]
    [InlineData("plain-1@host", "plain-1@host")]
    [InlineData("", "''")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("a b$c", "'a b$c'")]
    [InlineData("~", "'~'")]
    public void A_word_stays_one_word(string word, string quoted)
    {
        Assert.Equal(quoted, BatchLine.Quote(word));
        Assert.Equal([word], ShellWords(quoted));
    }

    private static FleetAction Stop() => new(ActionId.WarmStop, [W1], null, null, null, "ann (screen)");

    private static ClusterSettings AdHoc(string url)
    {
        using var box = new SettingsBox { Flags = new SettingsFlags([url]) };
        return ((ClusterChoice.Chosen)box.Choose()).Cluster;
    }

    // Words as a POSIX shell splits them, as far as lines of ours go: blanks, single quotes, backslash.
    private static List<string> ShellWords(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case ' ':
                    words.AddRange(word is null ? [] : [word.ToString()]);
                    word = null;
                    break;
                case '\'':
                    var end = line.IndexOf('\'', i + 1);
                    (word ??= new StringBuilder()).Append(line, i + 1, end - i - 1);
                    i = end;
                    break;
                case '\\':
                    (word ??= new StringBuilder()).Append(line[++i]);
                    break;
                default:
                    (word ??= new StringBuilder()).Append(line[i]);
                    break;
            }
        }

        words.AddRange(word is null ? [] : [word.ToString()]);
        return words;
    }
}
