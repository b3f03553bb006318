using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Tui;

/// <summary>The lines above everything: cluster and counts, and where the picture comes from. A lost source is said at any size.</summary>
internal static class Header
{
    private const int RoomForSources = 30;

    /// <summary>Whether a source is in trouble, as opposed to being connected or still in its first attempt.</summary>
    public static bool IsTrouble(SourceState source) => source.Phase is SourcePhase.Retrying or SourcePhase.Stopped || (source.Phase == SourcePhase.Connecting && (source.Why is not null || source.EverConnected));

    /// <summary>The source whose trouble is to be told; null: none.</summary>
    /// <param name="mayLack">Whether a broker that never was there may stay away.</param>
    public static SourceState? Trouble(FleetSnapshot snapshot, bool mayLack) => snapshot.Sources.FirstOrDefault(s => IsTrouble(s) && (s.EverConnected || !mayLack));

    /// <summary>Draws from the top on; returns how many lines it took.</summary>
    public static int Draw(Frame frame, Theme theme, UiContext context, bool mayLack)
    {
        var isSmall = frame.Width < 80 || frame.Height < 24;
        var trouble = Trouble(context.Snapshot, mayLack);
        var y = 0;
        if (!isSmall)
        {
            Counts(new Writer(frame, theme, y++), context, mayLack);
        }

        if (trouble is not null)
        {
            Trouble(new Writer(frame, theme, y++), trouble, context);
        }
        else if (frame.Height >= RoomForSources && !isSmall && !mayLack)
        {
            Sources(new Writer(frame, theme, y++), context);
        }

        return y;
    }

    private static void Counts(Writer line, UiContext context, bool mayLack)
    {
        var options = context.Options;
        line.Put("wconsole ", Role.Muted);
        if (options.Environment == "production")
        {
            line.Put($" {options.Cluster} PRODUCTION ", Role.Production);
        }
        else
        {
            line.Put(options.Cluster, Role.Title);
        }

        if (mayLack && !context.Snapshot.Sources.All(s => s.EverConnected))
        {
            // Not a word of workers: nobody could be asked. The launcher may be a source beside the broker.
            line.Put(context.Snapshot.Sources.Any(s => IsTrouble(s) && !s.EverConnected) ? "  no broker there, none was named" : "", Role.Muted);
            return;
        }

        var summary = FleetSummary.Of(context.Snapshot);
        line.Put($"  {summary.Workers} {(summary.Workers == 1 ? "worker" : "workers")}", Role.Text);
        for (var i = 0; i < summary.ByHealth.Length; i++)
        {
            var (health, count) = summary.ByHealth[i];
            line.Put(i == 0 ? ": " : ", ", Role.Text);
            line.Put($"{count} {Healths.Word(health)}", Looks.Of(health));
        }

        if (summary.Slots > 0)
        {
            line.Put($" · {summary.Busy}/{summary.Slots} slots busy", Role.Text);
        }

        if (summary.Waiting is { } waiting)
        {
            line.Put($" · {waiting} waiting", Role.Text);
        }

        if (context.Snapshot.Folded > 0)
        {
            line.Put($" · {context.Snapshot.Folded} gone for long", Role.Muted);
        }

        if (context.Snapshot.Self.Dropped > 0)
        {
            line.Put($" · {line.Lead(Role.Warn)}{context.Snapshot.Self.Dropped} events dropped (:self)", Role.Warn);
        }
    }

    private static void Sources(Writer line, UiContext context)
    {
        foreach (var source in context.Snapshot.Sources)
        {
            var isUp = source.Phase == SourcePhase.Connected;
            line.Put($"{line.Glyph(isUp ? Role.Ok : Role.Starting)} ", isUp ? Role.Ok : Role.Starting);
            line.Put($"{source.Address} {(isUp ? "connected" : "connecting …")}   ", Role.Muted);
            if (isUp && source.Capped > 0)
            {
                line.Put($"{line.Lead(Role.Warn)}{source.Capped} workers more than are kept, not shown   ", Role.Warn);
            }
        }
    }

    private static void Trouble(Writer line, SourceState source, UiContext context)
    {
        var others = context.Snapshot.Sources.Count(IsTrouble) - 1;
        var more = others > 0 ? $" (and {others} more, :self)" : "";
        var since = source.EverConnected ? $"lost {Spans.Exact(context.Now - source.Since)} ago" : "not connected";
        var retry = source.RetryAt is { } at && at > context.Now ? $", next try in {Spans.Exact(at - context.Now)}" : source.Phase == SourcePhase.Stopped ? "" : ", trying";
        var old = source.EverConnected && context.Snapshot.Workers.Items.Count > 0 ? ", old picture" : "";
        var why = source.Why ?? "connection lost";
        var where = why.Contains(source.Address, StringComparison.Ordinal) ? "" : $" ({source.Address})";
        line.Put($"{line.Lead(Role.Error)}{since}{retry}{old}: {why}{where}{more}", Role.FlashError);
    }

    /// <summary>Pieces of text one after the other on one line.</summary>
    private sealed class Writer(Frame frame, Theme theme, int y)
    {
        private int _x = 1;

        public string Glyph(Role role) => theme.Glyph(role);

        public string Lead(Role role) => theme.Lead(role);

        public void Put(string text, Role role) => _x += frame.WriteField(_x, y, Math.Max(0, frame.Width - _x - 1), text, theme.Style(role));
    }
}
