using WConsole.Fleet.Actions;

namespace WConsole.Fleet.Views;

/// <summary>The table of what was asked of workers, by whom, and what came of it.</summary>
public static class AuditView
{
    public static TableSpec<AuditRecord> Spec { get; } = new(
        "audit",
        [
            new("at", "TIME (UTC)", (a, _) => a.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), (a, _) => SortKey.Of(a.At.ToUnixTimeMilliseconds()), "at", MinWidth: 19),
            new("by", "BY", (a, _) => a.By, (a, _) => SortKey.Of(a.By), "by", MinWidth: 6),
            new("action", "ACTION", (a, _) => a.Action, (a, _) => SortKey.Of(a.Action), "action", MinWidth: 8),
            new("target", "TARGET", (a, _) => a.Target, (a, _) => SortKey.Of(a.Target), "target", MinWidth: 12, Grow: 3),
            new("event", "EVENT", (a, _) => a.Event, (a, _) => SortKey.Of(a.Event), "event", MinWidth: 5, Priority: 2),
            new("outcome", "OUTCOME", (a, _) => a.Outcome, (a, _) => SortKey.Of(a.Outcome), "outcome", MinWidth: 8),
            new("route", "ROUTE", (a, _) => a.Route, (a, _) => SortKey.Of(a.Route), "route", Priority: 3, MinWidth: 10, Grow: 2),
            new("text", "RESULT", (a, _) => a.Text, (a, _) => SortKey.Of(a.Text), "text", Priority: 2, MinWidth: 10, Grow: 4),
            new("id", "ID", (a, _) => a.Id, (a, _) => SortKey.Of(a.Id), "id", Priority: 5, Wide: true),
        ],
        Identity: a => $"{a.Id}/{a.Event}",
        RowTone: (a, _) => a.Outcome switch { "" => Tone.Muted, "done" => Tone.Good, "refused" => Tone.Warn, _ => Tone.Bad },
        // Newest first: what happened last is what is looked for.
        Urgency: (a, _) => (int)-(a.At.ToUnixTimeSeconds() - 1_700_000_000),
        Search: a => [a.By, a.Action, a.Target, a.Outcome, a.Text, a.Route]);
}
