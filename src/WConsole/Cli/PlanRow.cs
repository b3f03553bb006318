using System.Collections.Immutable;
using System.Text.Json;
using WConsole.Cli.Output;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Views;

namespace WConsole.Cli;

/// <summary>What would be done to one target: a row of <c>--dry-run</c>, and an item of <c>wconsole/plan/1</c>.</summary>
internal static class PlanRow
{
    public static TableSpec<TargetPlan> Spec { get; } = new(
        "plan",
        [
            Cell("name", "NAME", "name", p => p.Worker?.Name ?? p.Target.Place),
            Cell("possible", "POSSIBLE", "possible", p => p.Plan is ActionPlan.Ready ? "yes" : "no"),
            Cell("risk", "RISK", "risk", p => p.Plan is ActionPlan.Ready ready ? Word(ready.Risk) : ""),
            Cell("route", "ROUTE", "route", p => p.Plan is ActionPlan.Ready ready ? ready.Route.Text : ""),
            Cell("reason", "REASON", "reason", p => p.Plan switch { ActionPlan.Ready ready => ready.Route.Reason, ActionPlan.Refused refused => refused.Text, _ => "" }),
            Cell("losses", "AT RISK", "losses", p => string.Join("; ", Losses(p).Select(Text))),
            Cell("notes", "NOTES", "notes", p => p.Plan is ActionPlan.Ready { Notes.IsDefault: false } ready ? string.Join("; ", ready.Notes) : ""),
        ],
        p => p.Target.ToString(), (_, _) => Tone.Plain, (p, _) => p.Plan is ActionPlan.Ready ? 1 : 0, p => [p.Worker?.Name]);

    /// <summary>Task runs at risk; none when it cannot be done.</summary>
    public static ImmutableArray<Loss> Losses(TargetPlan plan) => plan.Plan is ActionPlan.Ready { Losses.IsDefault: false } ready ? ready.Losses : [];

    /// <summary>One task run at risk, in words.</summary>
    public static string Text(Loss loss) => $"{loss.Run.Name} {loss.Run.Id} {Word(loss.Fate)} ({loss.Why})";

    public static void Write(Utf8JsonWriter json, TargetPlan plan, ViewContext context)
    {
        var ready = plan.Plan as ActionPlan.Ready;
        var refused = plan.Plan as ActionPlan.Refused;
        json.WriteStartObject();
        json.WriteString("target", plan.Target.ToString());
        json.WriteString("name", plan.Worker?.Name ?? plan.Target.Place);
        json.WriteBoolean("possible", ready is not null);
        json.Text("risk", ready is null ? null : Word(ready.Risk));
        json.Text("route", ready?.Route.Text);
        json.Text("reason", ready?.Route.Reason ?? refused?.Why);
        json.Text("remedy", refused?.Remedy);
        json.List("losses", Losses(plan), loss =>
        {
            json.WriteStartObject();
            json.WriteString("fate", Word(loss.Fate));
            json.WriteString("why", loss.Why);
            json.WritePropertyName("run");
            TaskRunJson.Write(json, loss.Run, context);
            json.WriteEndObject();
        });
        json.List("processes", ready?.Route.Steps.OfType<RouteStep.EndTree>().SelectMany(s => s.Processes) ?? [], process =>
        {
            json.WriteStartObject();
            json.WriteNumber("pid", process.Pid);
            json.Moment("started_at", process.StartedAt);
            json.WriteString("command", process.Command);
            json.WriteString("why", process.Evidence);
            json.WriteEndObject();
        });
        json.List("notes", ready is null || ready.Notes.IsDefault ? [] : ready.Notes, json.WriteStringValue);
        json.Seconds("deadline_s", ready?.Deadline);
        json.Text("next", ready?.NextStep?.Value);
        json.WriteEndObject();
    }

    private static string Word(Risk risk) => risk switch { Risk.Safe => "safe", Risk.Reversible => "reversible", Risk.Lossy => "lossy" };

    private static string Word(Fate fate) => fate switch { Fate.Lost => "lost", Fate.Redelivered => "redelivered", Fate.Unknown => "unknown" };

    private static Column<TargetPlan> Cell(string id, string title, string json, Func<TargetPlan, string> text) =>
        new(id, title, (p, _) => text(p), (p, _) => SortKey.Of(text(p)), json);
}
