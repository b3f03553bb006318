using System.Text.Json;
using WConsole.Tests.App.Settings;

namespace WConsole.Tests.App.Cli;

/// <summary>Each value of the settings and who said so.</summary>
public sealed class ConfigShowTests
{
    private static CliRig Rig()
    {
        var rig = new CliRig();
        SettingsBox.Write(rig.Box.UserFile, "theme: light\nclusters:\n  shop:\n    sources:\n      - redis: redis://:geheim@x\nkeys:\n  stop: W\n");
        SettingsBox.Write(rig.Box.ProjectFile, "mouse: false\nfavourites:\n  1: mail\n");
        rig.Box.Environment["WCONSOLE_READONLY"] = "1";
        return rig;
    }

    [Fact(Timeout = 20_000)]
    public async Task Every_value_has_its_origin_with_the_line()
    {
        using var rig = Rig();
        Assert.Equal(0, await rig.RunAsync("--batch", "config", "show", "--origin"));
        var lines = rig.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(p => p[0], p => (Value: p[1], From: p[^1]));
        Assert.Equal(("light", $"{rig.Box.UserFile}:1"), lines["theme"]);
        Assert.Equal(("false", $"{rig.Box.ProjectFile}:1"), lines["mouse"]);
        Assert.Equal(("true", "WCONSOLE_*"), lines["readonly"]);
        Assert.Equal(("development", $"{rig.Box.UserFile}:3"), lines["clusters.shop.environment"]);
        Assert.Equal(("redis://:********@x:6379/0", $"{rig.Box.UserFile}:5"), lines["clusters.shop.sources.redis"]);
        Assert.Equal(("W", $"{rig.Box.UserFile}:7"), lines["keys.stop"]);
        Assert.Equal(("mail", $"{rig.Box.ProjectFile}:3"), lines["favourites.1"]);
        Assert.DoesNotContain("geheim", rig.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task Flags_win_and_defaults_are_built_in()
    {
        using var rig = new CliRig();
        Assert.Equal(0, await rig.RunAsync("--batch", "config", "show", "-o", "json", "--theme", "mono"));
        using var json = JsonDocument.Parse(rig.Out);
        var items = json.RootElement.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("name").GetString()!, i => i.GetProperty("from").GetString());
        Assert.Equal(("the command line", "built-in"), (items["theme"], items["mouse"]));
    }

    [Fact(Timeout = 20_000)]
    public async Task What_is_wrong_is_said_and_is_no_success()
    {
        using var rig = Rig();
        SettingsBox.Write(rig.Box.ProjectFile, "keys:\n  stop: X\n");
        Assert.Equal(2, await rig.RunAsync("--batch", "config", "check"));
        Assert.Contains($"{rig.Box.ProjectFile}:2: the key 'X' means stop-cold already", rig.Out, StringComparison.Ordinal);
        Assert.Equal(2, await rig.RunAsync("--batch", "config", "show"));
    }
}
