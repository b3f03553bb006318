using System.Text.Json;
using WConsole.Cli;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Tests.App.Settings;

namespace WConsole.Tests.App.Cli;

public sealed class CommandLineTests
{
    [Theory(Timeout = 20_000)]
    [InlineData("", 2, "wconsole --batch workers")]
    [InlineData("--batch", 2, "needs a verb")]
    [InlineData("workrs", 2, "did you mean 'workers'?")]
    [InlineData("stop w1", 2, "write wconsole --batch stop")]
    [InlineData("ping", 2, "write wconsole --batch ping")]
    [InlineData("--batch workers --filtr x", 2, "did you mean '--filter'?")]
    [InlineData("--batch workers -o xml", 2, "table, wide, json")]
    [InlineData("--batch workers --timeout soon", 2, "500ms")]
    [InlineData("--batch workers --filter nme:x", 2, "did you mean 'name'?")]
    [InlineData("--batch workers --sort nme", 2, "did you mean 'name'?")]
    [InlineData("--batch stop", 2, "no target is named")]
    [InlineData("--batch pool", 2, "grow shrink")]
    [InlineData("--batch pool grow", 2, "wconsole pool grow --help")]
    [InlineData("--batch pool grow x w1", 2, "grow")]
    [InlineData("--batch pool grow 0 w1", 2, "at least 1")]
    [InlineData("--batch stop w1 --then burn", 2, "nothing called 'burn' can follow")]
    [InlineData("--batch stop w1 --cold --then cold", 2, "--then follows a warm stop only")]
    [InlineData("--batch inspect activ", 2, "did you mean 'active'?")]
    [InlineData("--batch config", 2, "check")]
    [InlineData("--batch workers -c nowhere", 2, "no cluster 'nowhere'")]
    public async Task What_is_no_command_line_ends_with_one_line_that_names_the_remedy(string line, int code, string says)
    {
        using var rig = new CliRig();
        Assert.Equal(code, await rig.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("", rig.Out);
        Assert.StartsWith("wconsole: ", Assert.Single(rig.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains(says, rig.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("version")]
    [InlineData("--version")]
    [InlineData("--batch version")]
    [InlineData("version -o json")]
    public async Task The_version_is_answered(string line)
    {
        using var rig = new CliRig();
        Assert.Equal(0, await rig.RunAsync(line.Split(' ')));
        Assert.Equal($"wconsole {ProgramVersion.Text}\n", rig.Out);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("--help", "workers")]
    [InlineData("stop --help", "--cold")]
    public async Task Help_is_data(string line, string says)
    {
        using var rig = new CliRig();
        Assert.Equal(0, await rig.RunAsync(line.Split(' ')));
        Assert.Contains(says, rig.Out, StringComparison.Ordinal);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("", "workers", null)]
    [InlineData("workers", "workers", null)]
    [InlineData("queues", "queues", null)]
    [InlineData("describe w1", "worker", "w1")]
    public async Task On_a_terminal_a_noun_opens_the_screen(string line, string noun, string? target)
    {
        using var rig = new CliRig { CanDraw = true };
        Assert.Equal(0, await rig.RunAsync([.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-b", "redis://x", "--readonly"]));
        var start = Assert.Single(rig.Screens);
        Assert.Equal((noun, target, true, "x:6379/0"), (start.Noun, start.Target, start.ReadOnly, start.Cluster.Name));
    }

    [Fact(Timeout = 20_000)]
    public async Task Changing_the_cluster_on_the_screen_opens_it_anew_on_that_one()
    {
        using var rig = new CliRig { CanDraw = true };
        SettingsBox.Write(rig.Box.UserFile, "clusters:\n  shop:\n    sources: [{redis: 'redis://a'}]\n  eu:\n    sources: [{redis: 'redis://b'}]\n");
        rig.Ends.Enqueue(new ScreenEnd(0, "eu"));
        rig.Ends.Enqueue(new ScreenEnd(3));
        Assert.Equal(3, await rig.RunAsync("queues", "-c", "shop"));
        Assert.Equal([("shop", "queues"), ("eu", "workers")], rig.Screens.Select(s => (s.Cluster.Name, s.Noun)));
    }

    [Fact(Timeout = 20_000)]
    public async Task Off_a_terminal_a_noun_runs_as_batch()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(0, await rig.RunAsync("workers", "-b", "redis://x", "-o", "name"));
        Assert.Equal("fake/w1@h1\n", rig.Out);
        Assert.Equal("", rig.Error);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_list_has_the_shape_of_the_design()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(0, await rig.RunAsync("--batch", "workers", "-b", "redis://x", "-o", "json"));
        using var json = JsonDocument.Parse(rig.Out);
        var root = json.RootElement;
        Assert.Equal(("wconsole/workers/1", "x:6379/0", true), (root.GetProperty("schema").GetString(), root.GetProperty("cluster").GetString(), root.GetProperty("complete").GetBoolean()));
        var item = Assert.Single(root.GetProperty("items").EnumerateArray().ToList());
        Assert.Equal(
            "id name framework host pid state lights pool queues active reserved scheduled processed version unit keeper uptime_s heard_s note alarms stale",
            string.Join(' ', item.EnumerateObject().Select(p => p.Name)));
        Assert.Equal("""[{"pid":101,"run":"run-1"},{"pid":102,"run":null}]""", "[" + string.Join(',', item.GetProperty("pool").GetProperty("slots").EnumerateArray().Select(
            s => $$"""{"pid":{{s.GetProperty("pid")}},"run":{{(s.GetProperty("task").ValueKind == JsonValueKind.Null ? "null" : s.GetProperty("task").GetProperty("id").GetRawText())}}}""")) + "]");
        Assert.Equal(JsonValueKind.Null, item.GetProperty("version").ValueKind);
    }

    [Fact(Timeout = 20_000)]
    public async Task Nothing_reached_is_one_line_an_error_object_and_exit_4()
    {
        using var rig = new CliRig { Unreachable = new SourceEnd(SourceFault.Unreachable, "no Redis answers at x:6379; is it running?") };
        Assert.Equal(4, await rig.RunAsync("--batch", "workers", "-b", "redis://x", "-o", "json"));
        Assert.Equal("wconsole: no Redis answers at x:6379; is it running?\n", rig.Error);
        using var json = JsonDocument.Parse(rig.Out);
        Assert.Equal("wconsole/error/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal("no Redis answers at x:6379; is it running?", json.RootElement.GetProperty("message").GetString());
    }

    [Fact(Timeout = 20_000)]
    public async Task A_list_without_the_workers_over_the_cap_is_not_complete()
    {
        using var rig = new CliRig { Workers = ["w1@h1"], Capped = 12 };
        Assert.Equal(5, await rig.RunAsync("--batch", "workers", "-b", "redis://x", "-o", "name"));
        Assert.Contains("w1@h1", rig.Out, StringComparison.Ordinal);
        Assert.Contains("12 workers more than are kept were seen; what is shown is not all", rig.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task With_nothing_configured_it_says_what_it_found_or_what_to_do()
    {
        using var found = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(0, await found.RunAsync("--batch", "workers"));
        Assert.Contains("nothing is configured; found 1 worker: ready at redis://127.0.0.1:6379/0", found.Error, StringComparison.Ordinal);
        using var none = new CliRig { Unreachable = new SourceEnd(SourceFault.Unreachable, "connection refused") };
        Assert.Equal(4, await none.RunAsync("--batch", "workers"));
        Assert.Contains("give -b redis://HOST:6379/0, or write", none.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task What_inspect_scheduled_means_is_said()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(0, await rig.RunAsync("--batch", "inspect", "scheduled", "-b", "redis://x", "-o", "json"));
        Assert.Contains("scheduled: eta/countdown, not periodic", rig.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(rig.Out);
        Assert.Equal("eta/countdown, not periodic", json.RootElement.GetProperty("note").GetString());
        Assert.Equal("fake/w1@h1", json.RootElement.GetProperty("answered")[0].GetString());
    }

    [Fact(Timeout = 20_000)]
    public async Task Inspect_says_who_did_not_answer_and_why()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(0, await rig.RunAsync("--batch", "inspect", "conf", "w1", "-b", "redis://x"));
        Assert.Contains("w1@h1: the fake does not know", rig.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Describe_shows_the_slots_with_what_each_runs()
    {
        using var rig = new CliRig { Workers = ["w1@h1"] };
        Assert.Equal(0, await rig.RunAsync("--batch", "describe", "w1", "-b", "redis://x"));
        Assert.Contains("1 pid 101: proj.sleep run-1 [10]", rig.Out, StringComparison.Ordinal);
        Assert.Contains("2 pid 102: idle", rig.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Settings_with_an_error_are_refused_and_checked()
    {
        using var rig = new CliRig();
        UserFile(rig, "clusters:\n  a:\n    sorces: []\n");
        Assert.Equal(2, await rig.RunAsync("--batch", "workers"));
        Assert.Contains($"{rig.Box.UserFile}:3: ", rig.Error, StringComparison.Ordinal);
        Assert.Equal(2, await rig.RunAsync("config", "check"));
        Assert.Contains("did you mean 'sources'?", rig.Out, StringComparison.Ordinal);
        using var good = new CliRig();
        UserFile(good, "groups: { mail: { command: x } }\n");
        Assert.Equal(0, await good.RunAsync("config", "check"));
        Assert.Contains("config.yaml: runs mail", good.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Info_masks_secrets()
    {
        using var rig = new CliRig();
        rig.Box.Environment["WCONSOLE_BROKER"] = "redis://me:s3cret@x:1/2";
        Assert.Equal(0, await rig.RunAsync("info"));
        Assert.Contains("redis://me:********@x:1/2", rig.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", rig.Out + rig.Error, StringComparison.Ordinal);
    }

    private static void UserFile(CliRig rig, string text) => Settings.SettingsBox.Write(rig.Box.UserFile, text);
}
