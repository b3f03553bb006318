using WConsole.Tests.App.Settings;

namespace WConsole.Tests.App.Cli;

/// <summary>What the program offers to a shell for the last word of a line.</summary>
public sealed class CompletionTests
{
    [Theory(Timeout = 20_000)]
    [InlineData("", "workers queues")]
    [InlineData("wor", "workers")]
    [InlineData("--batch kil", "kill")]
    [InlineData("pool ", "grow shrink")]
    [InlineData("--batch stop --", "--all --cold --then --yes --broker")]
    [InlineData("workers -o j", "json jsonl")]
    [InlineData("workers --sort que", "queues")]
    [InlineData("workers --filter sta", "state:")]
    [InlineData("--theme mon", "mono")]
    [InlineData("completion ", "bash zsh fish")]
    [InlineData("inspect act", "active")]
    [InlineData("-b redis://a --batch signal T", "TERM TSTP")]
    [InlineData("-b redis://a --batch stop w", "w1@h1 w2@h1")]
    [InlineData("-b redis://a --batch signal TERM w1", "w1@h1")]
    [InlineData("-b redis://a --batch stop w1@h1 w", "w1@h1 w2@h1")]
    [InlineData("-b redis://a describe w2", "w2@h1")]
    public async Task It_offers_what_fits(string line, string expected)
    {
        using var rig = new CliRig { Workers = ["w1@h1", "w2@h1"] };
        Assert.Equal(0, await rig.RunAsync(["complete", "--", .. line.Split(' ')]));
        var offered = rig.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Superset(expected.Split(' ').ToHashSet(), offered.ToHashSet());
        Assert.All(offered, o => Assert.StartsWith(line.Split(' ')[^1], o, StringComparison.Ordinal));
        Assert.Equal("", rig.Error);
    }

    [Fact(Timeout = 20_000)]
    public async Task The_clusters_of_the_settings_are_offered_and_a_hostile_name_is_one_word()
    {
        using var rig = new CliRig { Workers = ["rm -rf $HOME@h1"] };
        SettingsBox.Write(rig.Box.UserFile, "clusters:\n  shop: {sources: [{redis: 'redis://a'}]}\n  eu: {sources: [{redis: 'redis://b'}]}\n");
        await rig.RunAsync("complete", "--", "-c", "");
        Assert.Equal(["shop", "eu"], rig.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var other = new CliRig { Workers = ["rm -rf $HOME@h1"] };
        await other.RunAsync("complete", "--", "-b", "redis://a", "describe", "");
        Assert.DoesNotContain(' ', Assert.Single(other.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact(Timeout = 20_000)]
    public async Task Without_a_broker_it_offers_nothing_and_says_nothing()
    {
        using var rig = new CliRig { Unreachable = new WConsole.Fleet.Ports.SourceEnd(WConsole.Fleet.Model.SourceFault.Unreachable, "nobody there") };
        Assert.Equal(0, await rig.RunAsync("complete", "--", "-b", "redis://a", "--batch", "stop", ""));
        Assert.Equal(("", ""), (rig.Out, rig.Error));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("bash", "complete -o nosort -F _wconsole wconsole")]
    [InlineData("zsh", "#compdef wconsole")]
    [InlineData("fish", "complete -c wconsole")]
    public async Task There_is_a_script_for_each_shell(string shell, string holds)
    {
        using var rig = new CliRig();
        Assert.Equal(0, await rig.RunAsync("completion", shell));
        Assert.Contains(holds, rig.Out, StringComparison.Ordinal);
        Assert.Contains("complete --", rig.Out, StringComparison.Ordinal);
        using var wrong = new CliRig();
        Assert.Equal(2, await wrong.RunAsync("completion", "tcsh"));
    }
}
