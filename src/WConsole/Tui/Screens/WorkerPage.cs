using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Screens;

/// <summary>The lines of a worker's page: what is wrong and under way first, what is long last.</summary>
internal static class WorkerPage
{
    public static List<KeyValue> Of(WorkerState state, Theme theme, UiContext context)
    {
        var lines = new List<KeyValue>();
        Identity(lines, state, theme, context);
        Lights(lines, state, theme);
        Slots(lines, state, context);
        WorkerTasks.Add(lines, state, context);
        Queues(lines, state, context);
        Limits(lines, state);
        Link(lines, state);
        FactAges.Add(lines, state.Worker.Facts, context.Now);
        Lists(lines, state, context);
        return lines;
    }

    private static void Identity(List<KeyValue> lines, WorkerState state, Theme theme, UiContext context)
    {
        var (worker, health) = (state.Worker, state.Health);
        var role = Looks.Of(state);
        lines.Add(new("State", $"{theme.Glyph(Looks.Of(health.Health))} {Healths.Word(health.Health)}{(health.Why.Length > 0 ? $": {health.Why}" : "")}", role));
        if (state.Stale is { } stale)
        {
            lines.Add(new("Old picture", stale, Role.Stale));
        }

        lines.AddRange(state.Alarms.Select(alarm => new KeyValue("Alarm", $"{theme.Glyph(Role.Warn)} {alarm}", Role.Warn)));
        foreach (var run in context.Snapshot.Actions.Where(a => a.Target == worker.Id).TakeLast(3).Reverse())
        {
            var title = ActionTable.Find(run.Action.Action)?.Title ?? run.Action.Action.Value;
            lines.Add(run.Ended
                ? new("Last asked", $"{title} by {run.Action.By}, {Spans.Exact(context.Now - run.Since)} ago: {run.Phase.ToString().ToLowerInvariant()}, {run.Progress}", Role.Muted)
                : new("Under way", $"{title} by {run.Action.By}, {Spans.Exact(context.Now - run.Since)} of {Spans.Exact(run.Deadline - run.Since)}: {run.Progress}{Next(run, context)}", Role.Stopping));
        }

        lines.Add(new("Id", worker.Id.ToString()));
        lines.Add(new("Framework", $"{worker.Id.Framework.Value} {worker.Version ?? "(version not told)"}"));
        lines.Add(new("Host", $"{worker.HostName ?? "not told"} (by its own word)"));
        lines.Add(new("Main pid", state.Pid?.ToString(CultureInfo.InvariantCulture) ?? "not told"));
        var up = WorkersView.Uptime(state, context.View);
        lines.Add(new("Up", up is { } span ? $"{Spans.Exact(span)}{(worker.Signs.Restarts > 0 ? $", {worker.Signs.Restarts} restarts seen" : "")}" : "not told"));
        lines.AddRange(KeeperLines.Of(worker).Select(l => new KeyValue(l.Label, l.Text, worker.Kept is { Evidence: LinkEvidence.Conflict } ? Role.Warn : Role.Text)));
        lines.Add(new("Heard", worker.Signs.LastHeard is { } heard ? $"{Spans.Exact(context.Now - heard)} ago" : "never"));
        lines.Add(new("Task runs", $"{Spans.Count(state.Running)} running, {Spans.Count(state.Processed)} started since its start"));
    }

    private static string Next(ActionRun run, UiContext context) => run is { Phase: ActionPhase.Late, NextStep: { } next } && ActionTable.Find(next) is { } info
        ? $"; overdue: {context.Options.Keys.Name(info.Id)} offers {info.Title.ToLowerInvariant()}"
        : "";

    private static void Lights(List<KeyValue> lines, WorkerState state, Theme theme)
    {
        lines.Add(new("Lights", null));
        Add("Process", state.Lights.Process, "a live process", "no live process", "cannot be seen from here");
        Add("Control", state.Lights.Control, "answers remote control", "does not answer remote control", "not asked yet, or it cannot answer while it works");
        Add("Consumption", state.Lights.Consumption, "takes work", "takes no work", "nothing to take, so not known");

        void Add(string label, Light light, string yes, string no, string unknown) => lines.Add(new(
            label,
            $"{theme.Glyph(Looks.Of(light))} {light switch { Light.Yes => $"yes: {yes}", Light.No => $"no: {no}", Light.Unknown => $"unknown: {unknown}" }}",
            Looks.Of(light)));
    }

    private static void Slots(List<KeyValue> lines, WorkerState state, UiContext context)
    {
        var pool = state.Pool;
        var scale = pool.Autoscale is { } range ? $", autoscale {Spans.Count(range.Min)}–{Spans.Count(range.Max)}" : "";
        var slots = SlotsView.Of(state);
        lines.Add(new($"Pool: {pool.Kind ?? "kind not told"}, {Spans.Count(pool.Size)} slots, {slots.Count(s => s.Running is not null)} busy{scale}", null));
        foreach (var slot in slots)
        {
            var pid = slot.Pid is { } p ? $" pid {p.ToString(CultureInfo.InvariantCulture)}" : "";
            lines.Add(new(
                $"slot {slot.Number.ToString(CultureInfo.InvariantCulture)}{pid}",
                slot.Running is { } run ? WorkerTasks.Text(run, context.Snapshot.WallAt) : "idle",
                slot.Running is null ? Role.Muted : Role.Busy));
        }

        if (slots.IsEmpty)
        {
            lines.Add(new("slots", "not told", Role.Muted));
        }
    }

    private static void Queues(List<KeyValue> lines, WorkerState state, UiContext context)
    {
        var fact = state.Worker.Facts.Queues;
        lines.Add(new("Queues it consumes from", null));
        foreach (var queue in fact.HasValue ? fact.Value : [])
        {
            var depth = context.Snapshot.Queues.Find(new QueueId(state.Worker.Source, queue.Name))?.Depth.Value;
            var route = queue.Exchange is { Length: > 0 } ? $" · exchange {queue.Exchange} ({queue.ExchangeType ?? "?"}), key {queue.RoutingKey ?? "?"}" : "";
            lines.Add(new(queue.Name, $"{Spans.Count(depth?.Waiting)} waiting{route}"));
        }

        Missing(lines, fact, "none");
    }

    private static void Limits(List<KeyValue> lines, WorkerState state)
    {
        if (state.Worker.Facts.Stats.Value is not { } stats)
        {
            return;
        }

        lines.Add(new("Limits", null));
        lines.AddRange(stats.Pool.Limits.Select(Line));
        if (stats.Pool.Limits.All(l => !l.Label.Contains("prefetch", StringComparison.OrdinalIgnoreCase)))
        {
            lines.Add(new("prefetch", stats.Prefetch switch { null => "not told", 0 => "unlimited", { } n => n.ToString(CultureInfo.InvariantCulture) }));
        }

        lines.Add(new("Process and broker", null));
        lines.Add(new("broker", stats.Broker ?? "not told"));
        lines.Add(new("peak memory", stats.MaxRss is { } rss ? Spans.Bytes(rss) : "not told"));
        lines.AddRange(stats.Details.Select(Line));
    }

    private static KeyValue Line(Detail detail)
    {
        var note = detail.Note is { Length: > 0 } text ? $" ({text})" : detail.Enforced ? "" : " (this pool does not enforce it)";
        return new(detail.Label, detail.Value + (detail.Enforced ? note : $" ! not enforced{note}"), detail.Enforced ? Role.Text : Role.Warn);
    }

    private static void Link(List<KeyValue> lines, WorkerState state)
    {
        lines.Add(new("Its process, seen from this host", null));
        switch (state.Worker.Facts.Process.Value)
        {
            case ProcessSight.Ours ours:
                lines.Add(new("proven", $"pid {ours.Pid}: {ours.Evidence}", Role.Ok));
                lines.Add(new("command", string.Join(' ', ours.CommandLine)));
                lines.Add(new("folder", ours.Cwd ?? "not readable"));
                lines.Add(new("stderr", ours.StderrKind));
                break;
            case ProcessSight.Elsewhere elsewhere:
                lines.Add(new("elsewhere", elsewhere.Why, Role.Muted));
                break;
            case ProcessSight.Unproven unproven:
                lines.Add(new("not proven", $"{unproven.Why}; so no signal is sent to it", Role.Warn));
                break;
            case ProcessSight.Gone gone:
                lines.Add(new("gone", $"pid {gone.Pid} has ended", Role.Stopped));
                break;
            case null:
                lines.Add(new("not looked at", state.Worker.Facts.Process.Why ?? "yet", Role.Muted));
                break;
        }
    }

    private static void Lists(List<KeyValue> lines, WorkerState state, UiContext context)
    {
        var facts = state.Worker.Facts;
        lines.Add(new($"Registered task types{Count(facts.Registered.HasValue ? facts.Registered.Value.Length : null)}", null));
        lines.AddRange((facts.Registered.HasValue ? facts.Registered.Value : []).Select(name => new KeyValue("", name)));
        Missing(lines, facts.Registered, "none");
        lines.Add(new($"Configuration{Count(facts.Conf.HasValue ? facts.Conf.Value.Length : null)} ({context.Options.Keys.Name(Keys.KeyId.Conf)} searches)", null));
        lines.AddRange(ConfComparison.Of(state, context.Snapshot).Select(Conf));
        Missing(lines, facts.Conf, "nothing but defaults");
    }

    private static KeyValue Conf(ConfLine line)
    {
        var text = line.Own is { } own ? Line(own with { Label = "", Value = $"{line.Label} = {line.Value}" }) : new KeyValue("", $"{line.Label}: not said here");
        return line.Difference is { } other ? text with { Value = $"{text.Value}   {other}", Role = Role.Warn } : text;
    }

    private static string Count(int? n) => n is { } count ? $" [{count.ToString(CultureInfo.InvariantCulture)}]" : "";

    /// <summary>One line for a list that is empty, failed or was not answered yet.</summary>
    internal static void Missing<T>(List<KeyValue> lines, Fact<System.Collections.Immutable.ImmutableArray<T>> fact, string none)
    {
        var text = fact switch
        {
            { HasValue: true, Value.IsDefaultOrEmpty: true } => none,
            { HasValue: true } => null,
            { State: FactState.Failed } => $"not known: {fact.Why}",
            _ => "asked, no answer yet",
        };
        if (text is not null)
        {
            lines.Add(new("–", text, Role.Muted));
        }
    }
}
