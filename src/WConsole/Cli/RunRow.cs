using System.Text.Json;
using WConsole.Cli.Output;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Views;

namespace WConsole.Cli;

/// <summary>What came of an action on one target: a row, and an item of <c>wconsole/actions/1</c>.</summary>
internal static class RunRow
{
    public static TableSpec<ActionRun> Spec { get; } = new(
        "actions",
        [
            Cell("name", "NAME", "name", r => r.Before.Name),
            Cell("action", "ACTION", "action", r => r.Action.Action.Value),
            Cell("outcome", "OUTCOME", "outcome", Word),
            new("took", "TOOK", (r, c) => Took(r, c) is { } t ? Spans.Exact(t) : "", (r, c) => SortKey.Of(Took(r, c)?.TotalSeconds), "took_s", Align: Align.Right),
            Cell("route", "ROUTE", "route", r => r.Route) with { Wide = true },
            Cell("text", "RESULT", "text", r => r.Progress),
            Cell("id", "ID", "id", r => r.Id) with { Wide = true },
        ],
        r => r.Target.ToString(), (_, _) => Tone.Plain, (_, _) => 0, r => [r.Before.Name]);

    /// <summary>One word for where it ended; a run that is late counts as timed out: nobody waits any longer.</summary>
    public static string Word(ActionRun run) => run.Phase switch
    {
        ActionPhase.Done => "done",
        ActionPhase.Refused => "refused",
        ActionPhase.Failed => "failed",
        ActionPhase.TimedOut or ActionPhase.Late => "timed out",
        ActionPhase.Asked or ActionPhase.Sending or ActionPhase.Watching => "under way",
    };

    public static void Write(Utf8JsonWriter json, ActionRun run, ViewContext context)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WriteString("target", run.Target.ToString());
        json.WriteString("name", run.Before.Name);
        json.WriteString("action", run.Action.Action.Value);
        json.Count("amount", run.Action.Amount);
        json.WriteString("outcome", Word(run));
        json.WriteString("route", run.Route);
        json.WriteString("text", run.Progress);
        json.Text("detail", run.Detail);
        json.Text("next", run.NextStep?.Value);
        json.Seconds("took_s", Took(run, context));
        json.WriteEndObject();
    }

    private static TimeSpan? Took(ActionRun run, ViewContext context) => (run.EndedAt ?? context.Snapshot.At) - run.Since;

    private static Column<ActionRun> Cell(string id, string title, string json, Func<ActionRun, string> text) =>
        new(id, title, (r, _) => text(r), (r, _) => SortKey.Of(text(r)), json);
}
