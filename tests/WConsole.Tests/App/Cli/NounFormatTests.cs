using System.Text.Json;

namespace WConsole.Tests.App.Cli;

/// <summary>Every noun in every format: data that parses, one item a line where that is promised, names that are taken back.</summary>
public sealed class NounFormatTests
{
    public static TheoryData<string, string> Everything => [.. from noun in new[] { "workers", "queues", "hosts", "themes" } from format in new[] { "table", "wide", "json", "jsonl", "yaml", "csv", "name" } select (noun, format)];

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Everything))]
    public async Task A_noun_prints_in_every_format(string noun, string format)
    {
        using var rig = new CliRig { Workers = ["w1@h1", "w2@h2"] };
        // Patient: the source answers at once, but all tests share two cores.
        var code = await rig.RunAsync("--batch", noun, "-o", format, "-b", "redis://a", "--timeout", "15");
        Assert.True(code == 0, $"{code}: {rig.Error}");
        var lines = rig.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var items = noun switch { "themes" => 3, "queues" => 0, "hosts" => 1, _ => 2 };
        switch (format)
        {
            case "json":
                var json = JsonDocument.Parse(rig.Out).RootElement;
                Assert.Equal($"wconsole/{noun}/1", json.GetProperty("schema").GetString());
                Assert.True(json.GetProperty("items").GetArrayLength() >= items);
                break;
            case "jsonl":
                Assert.All(lines, l => Assert.Equal(JsonValueKind.String, JsonDocument.Parse(l).RootElement.GetProperty("name").ValueKind));
                Assert.True(lines.Length >= items);
                break;
            case "yaml":
                Assert.StartsWith($"schema: \"wconsole/{noun}/1\"", rig.Out, StringComparison.Ordinal);
                break;
            case "csv":
                Assert.EndsWith("\r\n", rig.Out, StringComparison.Ordinal);
                Assert.Contains("name", lines[0].Split(','));
                Assert.True(lines.Length > items);
                break;
            case "name":
                Assert.All(lines, l => Assert.DoesNotContain(' ', l));
                Assert.True(lines.Length >= items);
                break;
            default:
                Assert.True(lines.Length > items);
                Assert.Equal(lines[0].ToUpperInvariant(), lines[0]);
                break;
        }
    }

    [Fact]
    public void The_man_page_is_what_the_program_says()
    {
        var path = Path.Combine(ArrowTests.Root, "docs", "wconsole.1");
        if (Environment.GetEnvironmentVariable("WCONSOLE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, WConsole.Cli.ManPage.Text());
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == WConsole.Cli.ManPage.Text(), "docs/wconsole.1 is stale: run the tests once with WCONSOLE_WRITE_DOCS=1 and commit it");
        Assert.All(WConsole.Fleet.Actions.ActionTable.All, a => Assert.Contains(a.Title, WConsole.Cli.ManPage.Text(), StringComparison.Ordinal));
    }
}
