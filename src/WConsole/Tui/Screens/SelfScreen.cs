using System.Globalization;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Screens;

/// <summary>How the console itself is doing: sources, what was dropped or could not be read, memory.</summary>
internal sealed record SelfScreen : PageScreen
{
    public const string Name = "self";

    public override string Crumb => Name;

    public override string Title(UiContext context, int width) => $"self({context.Options.Cluster})";

    public override TimeSpan? Ages(UiContext context) => TimeSpan.FromSeconds(1);

    protected override IReadOnlyList<KeyValue> Content(Theme theme, UiContext context)
    {
        var snapshot = context.Snapshot;
        var lines = new List<KeyValue>();
        foreach (var source in snapshot.Sources)
        {
            Source(lines, source, theme, context.Now);
        }

        var self = snapshot.Self;
        lines.Add(new("Events", null));
        lines.Add(new("received", Count(self.Received)));
        lines.Add(new("folded into the picture", Count(self.Folded)));
        lines.Add(new("waiting", $"{Count(self.WaitingEvents)} ({Spans.Bytes(self.WaitingBytes)})"));
        lines.Add(new("heartbeats coalesced", Count(self.Coalesced)));
        Dropped(lines, "dropped: heartbeats", self.DroppedBeats);
        Dropped(lines, "dropped: answers, progress", self.DroppedAnswers);
        Dropped(lines, "dropped: lifecycle", self.DroppedLifecycle);
        lines.Add(new("Picture", null));
        lines.Add(new("workers", $"{snapshot.Workers.Items.Count} shown, {snapshot.Folded} gone for long and folded away"));
        lines.Add(new("queues", Count(snapshot.Queues.Items.Count)));
        lines.Add(new("actions this run", Count(snapshot.Actions.Length)));
        lines.Add(new("This process", null));
        lines.Add(new("memory", self.ResidentBytes > 0 ? Spans.Bytes(self.ResidentBytes) : "not measured"));
        return lines;
    }

    private static void Source(List<KeyValue> lines, SourceState source, Theme theme, TimeSpan now)
    {
        var role = source.Phase == SourcePhase.Connected ? Role.Ok : Role.Error;
        lines.Add(new($"Source {source.Id} ({source.Framework})", null));
        lines.Add(new("address", source.Address));
        var retry = source.RetryAt is { } at && at > now ? $", next try in {Spans.Exact(at - now)}" : "";
        lines.Add(new("state", $"{theme.Glyph(role)} {source.Phase.ToString().ToLowerInvariant()} for {Spans.Exact(now - source.Since)}{retry}", role));
        if (source.Why is { } why)
        {
            lines.Add(new("last trouble", why, Role.Warn));
        }

        lines.Add(new("round trip", source.RoundTrip is { } trip ? string.Create(CultureInfo.InvariantCulture, $"{trip.TotalMilliseconds:0.0} ms") : "not measured"));
        lines.Add(new("listeners counted", source.Listeners is { } n ? Count(n) : "never"));
        lines.Add(new("malformed messages", Count(source.Malformed), source.Malformed > 0 ? Role.Warn : Role.Text));
        if (source.Capped > 0)
        {
            lines.Add(new("workers over the cap", $"{source.Capped} seen and not kept", Role.Warn));
        }
    }

    private static void Dropped(List<KeyValue> lines, string label, long count) => lines.Add(new(label, Count(count), count > 0 ? Role.Warn : Role.Text));

    private static string Count(long n) => n.ToString(CultureInfo.InvariantCulture);
}
