using System.Text.Json;
using WConsole.Fleet.Actions;

namespace WConsole.Tests.App.Cli;

public sealed class ActTests
{
    [Fact(Timeout = 20_000)]
    public async Task A_ping_that_is_answered_is_done()
    {
        using var rig = new CliRig { Workers = ["w1@h1", "w2@h1"] };
        rig.Source.Assess = (_, _) => new Assessment(Risk.Safe, [], [], TimeSpan.FromSeconds(2), null);
        Assert.Equal(0, await rig.RunAsync("--batch", "ping", "-b", "redis://x", "-o", "json"));
        using var json = JsonDocument.Parse(rig.Out);
        Assert.Equal("wconsole/actions/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(["done", "done"], json.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("outcome").GetString()));
        Assert.Contains("w1@h1: Ping: done, answered", rig.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 20_000)]
    [InlineData(true, 5)]
    [InlineData(false, 1)]
    public async Task Some_failed_is_partial_and_all_failed_is_failed(bool firstAnswers, int code)
    {
        using var rig = new CliRig
        {
            Workers = ["w1@h1", "w2@h1"],
            Steps = step => new StepReport(firstAnswers && step.Worker.Name == "w1@h1", "no answer"),
        };
        rig.Source.Assess = (_, _) => new Assessment(Risk.Safe, [], [], TimeSpan.FromSeconds(2), null);
        Assert.Equal(code, await rig.RunAsync("--batch", "ping", "--all", "-b", "redis://x"));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("stop w1", 7, "add --yes")]
    [InlineData("stop w1 --cold", 7, "add --yes")]
    [InlineData("stop w1 --cold --confirm wrong", 7, "this is cluster 'x:6379/0'")]
    [InlineData("stop w1 --yes --readonly", 2, "read-only")]
    [InlineData("stop w3 --yes", 2, "there is no worker 'w3'; did you mean 'w1'?")]
    [InlineData("stop --match zz* --yes", 2, "no worker's name fits 'zz*'")]
    [InlineData("stop --filter state:lost --yes", 2, "no worker is selected")]
    public async Task Nothing_is_done_without_what_it_needs(string line, int code, string says)
    {
        using var rig = new CliRig { Workers = ["w1@h1", "w2@h1"] };
        Assert.Equal(code, await rig.RunAsync(["--batch", .. line.Split(' '), "-b", "redis://x"]));
        Assert.Contains(says, rig.Error, StringComparison.Ordinal);
        Assert.False(rig.Source.HasStep);
    }

    [Fact(Timeout = 20_000)]
    public async Task In_production_a_lossy_action_wants_the_name_of_the_cluster_and_names_the_losses()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Settings.SettingsBox.Write(rig.Box.UserFile, "clusters: { shop: { environment: production, sources: [{ redis: 'redis://x' }] } }\n");
        rig.Source.Assess = (_, worker) => new Assessment(
            Risk.Lossy, [.. worker.Facts.Active.Value.Select(r => new Loss(r, Fate.Lost, "acknowledged early"))], [], TimeSpan.FromSeconds(2), null);
        Assert.Equal(7, await rig.RunAsync("--batch", "stop", "w1", "--cold", "--yes"));
        Assert.Contains("w1@h1: at risk: proj.sleep run-1 lost (acknowledged early)", rig.Error, StringComparison.Ordinal);
        Assert.Contains("add --confirm shop", rig.Error, StringComparison.Ordinal);
        Assert.False(rig.Source.HasStep);
    }

    [Theory(Timeout = 20_000)]
    [InlineData(false, 0)]
    [InlineData(true, 10)]
    public async Task A_dry_run_tells_route_and_risk_and_does_nothing(bool detailed, int code)
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(code, await rig.RunAsync(["--batch", "stop", "w1", "--dry-run", .. detailed ? new[] { "--detailed-exitcode" } : [], "-b", "redis://x", "-o", "json"]));
        using var json = JsonDocument.Parse(rig.Out);
        var item = json.RootElement.GetProperty("items")[0];
        Assert.Equal(
            ("wconsole/plan/1", "stop", "reversible", "remote control: stop", "it answers"),
            (json.RootElement.GetProperty("schema").GetString(), json.RootElement.GetProperty("action").GetString(), item.GetProperty("risk").GetString(),
                item.GetProperty("route").GetString(), item.GetProperty("reason").GetString()));
        Assert.False(rig.Source.HasStep);
    }

    [Fact(Timeout = 20_000)]
    public async Task What_cannot_be_done_says_why_and_is_failed()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        rig.Source.Offers = (_, _) => [new RouteOffer.Unfit("nobody keeps it", "start it where it was started")];
        Assert.Equal(1, await rig.RunAsync("--batch", "restart", "w1", "--yes", "-b", "redis://x"));
        Assert.Contains("nobody keeps it; start it where it was started", rig.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_effect_that_does_not_come_in_time_is_124_and_names_the_next_step()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(124, await rig.RunAsync("--batch", "stop", "w1", "--yes", "--timeout", "300ms", "-b", "redis://x"));
        Assert.Contains("next: Cold stop", rig.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Output_that_a_step_brought_is_shown_without_control_characters()
    {
        using var rig = new CliRig { Workers = ["w1@h1"], Steps = _ => new StepReport(true, "dumped", "line 1\nline \u001b[31m2") };
        rig.Source.Assess = (_, _) => new Assessment(Risk.Safe, [], [], TimeSpan.FromSeconds(2), null);
        Assert.Equal(0, await rig.RunAsync("--batch", "traceback", "w1", "-b", "redis://x"));
        Assert.Contains("== w1@h1\nline 1\nline ␛[31m2\n", rig.Out, StringComparison.Ordinal);
    }
}
