using System.Text.Json;
using WConsole.Cli;
using WConsole.Cli.Output;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Tests.Fleet;
using YamlDotNet.RepresentationModel;

namespace WConsole.Tests.App.Cli;

public sealed class OutputTests
{
    private const string Hostile = "a\u001b[31m\r\n\t\"'{}:#,\u0000\u007f\u0085\u009b2J\u202e\u2028\ud800,=1+1@h\u0301";

    private static readonly string[] Formats = ["table", "wide", "json", "jsonl", "yaml", "csv", "name"];

    public static TheoryData<string> AllFormats => [.. Formats];

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void No_name_brings_a_control_character_into_any_format(string format)
    {
        var text = Workers(Feed(Hostile), format);
        var bad = text.Where(c => (char.IsControl(c) && c != '\n' && !(format == "csv" && c == '\r')) || c is '\u202e' or '\u2028' || char.IsSurrogate(c)).Select(c => $"U+{(int)c:X4}");
        Assert.Empty(bad);
        Assert.NotEmpty(text);
    }

    [Fact]
    public void A_hostile_name_comes_back_whole_from_json_yaml_and_the_id()
    {
        // A lone surrogate has no UTF-8 form; everything else must survive.
        var name = Hostile.Replace("\ud800", "", StringComparison.Ordinal);
        var feed = Feed(name);
        using var json = JsonDocument.Parse(Workers(feed, "json"));
        Assert.Equal(name, json.RootElement.GetProperty("items")[0].GetProperty("name").GetString());
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Workers(feed, "yaml")));
        var item = ((YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode)["items"])[0];
        Assert.Equal(name, ((YamlScalarNode)item["name"]).Value);
        Assert.True(WorkerId.TryParse(Workers(feed, "name").TrimEnd('\n'), out var id));
        Assert.Equal(name, id.Place);
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("null")]
    [InlineData("no")]
    [InlineData("- x: y")]
    [InlineData("!!int 3")]
    public void Every_string_in_yaml_is_quoted(string name)
    {
        Assert.Contains($"name: \"{name}\"\n", Workers(Feed(name), "yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_aligned_by_cells_and_ends_no_line_in_blanks()
    {
        var feed = new FleetFeed().Pong("日本@a").Pong("b@a");
        var lines = Workers(feed, "table").Split('\n');
        Assert.StartsWith("NAME    STATE  ", lines[0], StringComparison.Ordinal);
        Assert.Contains("日本@a  ready  ", lines[1] + lines[2], StringComparison.Ordinal);
        Assert.Contains("b@a     ready  ", lines[1] + lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.EndsWith(' '));
    }

    [Fact]
    public void Csv_quotes_what_needs_it_and_keeps_all_columns()
    {
        var lines = Workers(Feed("a,\"b\"@h"), "csv").Split("\r\n");
        Assert.Equal(string.Join(',', WorkersView.Spec.Columns.Select(c => c.Id)), lines[0]);
        Assert.StartsWith("\"a,\"\"b\"\"@h\",ready,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unknown_is_null_and_never_a_made_up_zero()
    {
        var feed = new FleetFeed().Put(new FleetEvent.WorkerListed(default, FleetFeed.Ref("new")));
        using var json = JsonDocument.Parse(Workers(feed, "json"));
        var item = json.RootElement.GetProperty("items")[0];
        foreach (var name in new[] { "host", "pid", "queues", "active", "reserved", "scheduled", "processed", "version", "unit", "uptime_s", "heard_s" })
        {
            Assert.Equal(JsonValueKind.Null, item.GetProperty(name).ValueKind);
        }

        Assert.All(["kind", "size", "busy", "slots"], name => Assert.Equal(JsonValueKind.Null, item.GetProperty("pool").GetProperty(name).ValueKind));
        Assert.Equal("unknown", item.GetProperty("lights").GetProperty("control").GetString());
    }

    [Fact]
    public void A_silent_candidate_is_an_item_with_control_no()
    {
        var feed = new FleetFeed().Pong("w").Wait(1).Silent("w").Wait(1).Silent("w").Wait(1).Silent("w");
        using var json = JsonDocument.Parse(Workers(feed, "json"));
        Assert.Equal("no", json.RootElement.GetProperty("items")[0].GetProperty("lights").GetProperty("control").GetString());
    }

    [Fact]
    public void Every_column_of_every_table_stands_in_the_json_of_its_entity()
    {
        var feed = Feed("w@h");
        var snapshot = feed.Snapshot();
        var view = new ViewContext(snapshot);
        var worker = snapshot.Workers.Items[0];
        var run = new FleetAction(ActionId.WarmStop, [worker.Worker.Id], null, null, null, "me");
        var loss = new Loss(FleetFeed.Run("r"), Fate.Lost, "why");
        var ready = new ActionPlan.Ready(new Route([], "why"), Risk.Lossy, [loss], [], TimeSpan.FromSeconds(1), null);
        Check(WorkersView.Spec, j => WorkerJson.Write(j, worker, view));
        Check(HostsView.Spec, j => HostJson.Write(j, HostsView.Rows(snapshot)[0]));
        Check(QueuesView.Spec, j => QueueJson.Write(j, QueuesView.Rows(snapshot)[0], view));
        Check(PlanRow.Spec, j => PlanRow.Write(j, new TargetPlan(worker.Worker.Id, worker.Worker, ready), view));
        Check(RunRow.Spec, j => RunRow.Write(j, new ActionRun("1", run, worker.Worker.Id, worker.Worker, ActionPhase.Done, "", Risk.Safe, default, default, ""), view));
        foreach (var inspection in Inspection.All)
        {
            var isRun = inspection.Spec.Columns.Any(c => c.Json.StartsWith("run.", StringComparison.Ordinal));
            Check(inspection.Spec, j => inspection.Write(j, new InspectRow(worker, "k", "v", isRun ? FleetFeed.Run("r") : null), view));
        }
    }

    [Fact]
    public void The_page_names_every_member_of_a_worker()
    {
        var feed = Feed("w@h");
        var view = new ViewContext(feed.Snapshot());
        using var json = JsonDocument.Parse(JsonText.Of(j => WorkerJson.WriteFull(j, view.Snapshot.Workers.Items[0], view), indented: false));
        Assert.All(json.RootElement.EnumerateObject(), member => Assert.Contains(member.Name, CliDocs.Text(), StringComparison.Ordinal));
    }

    private static void Check<T>(TableSpec<T> spec, Action<Utf8JsonWriter> write)
    {
        using var json = JsonDocument.Parse(JsonText.Of(write, indented: false));
        foreach (var column in spec.Columns)
        {
            var at = json.RootElement;
            foreach (var step in column.Json.Split('.'))
            {
                Assert.True(at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out at), $"{spec.Noun}.{column.Id}: nothing stands at {column.Json}");
            }
        }
    }

    private static FleetFeed Feed(string name) => new FleetFeed().Pong(name).Stats(name)
        .Answer(name, new FactAnswer.Active([FleetFeed.Run(name, name)]))
        .Answer(name, new FactAnswer.Queues([new QueueBinding(name, name, name, name)]))
        .Put(new FleetEvent.QueueSeen(default, new QueueId(FleetFeed.Source, name), new QueueDepth(1, [new PriorityDepth(0, 1)], null, null)));

    private static string Workers(FleetFeed feed, string format)
    {
        var view = new ViewContext(feed.Snapshot());
        var listing = new Listing<WorkerState>("wconsole/workers/1", WorkersView.Spec, view.Snapshot.Workers.Items, (j, w) => WorkerJson.Write(j, w, view), w => w.Worker.Id.ToString());
        return listing.Text(OutputFormats.Find(format)!.Value, new ListingFrame("c", view, true, []));
    }
}
