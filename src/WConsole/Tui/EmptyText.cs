using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Tui;

/// <summary>What an empty table of workers says: where was looked, what came of it, and what to do.</summary>
internal static class EmptyText
{
    public static string Of(UiContext context, FilterText filter)
    {
        var snapshot = context.Snapshot;
        if (snapshot.Workers.Items.Count > 0)
        {
            return $"None of {snapshot.Workers.Items.Count} workers fits /{filter.Text}. Esc takes the filter away.";
        }

        var lines = new List<string>();
        if (context.Options.Guessed)
        {
            lines.Add("Nothing is configured, so the local Redis was tried.\n");
        }

        lines.AddRange(snapshot.Sources.Select(s => Look(s, context.Now)));
        if (snapshot.Sources.Any(s => s.Phase == SourcePhase.Connected))
        {
            lines.Add("\nNo worker has been heard yet; running ones answer within a second.");
            lines.Add("Start one (celery -A PROJECT worker), or look elsewhere: is it the same broker URL, database number and key prefix?");
        }
        else if (snapshot.Sources.All(s => s.Phase == SourcePhase.Connecting && s.Why is null))
        {
            lines.Add(snapshot.Sources.IsEmpty ? "Starting …" : "\nWorkers appear here as they answer.");
        }
        else
        {
            lines.Add("\nIt goes on trying by itself.");
            lines.Add("Another broker: wconsole -b redis://HOST:6379/0");
            lines.Add($"For good: write it into {context.Options.SettingsFile} (clusters: …), then wconsole -c NAME.");
        }

        return string.Join('\n', lines);
    }

    private static string Look(SourceState source, TimeSpan now) => source.Phase switch
    {
        SourcePhase.Connected => $"Looked at {source.Address}: connected.",
        SourcePhase.Connecting when source.Why is null => $"Looking at {source.Address} …",
        // The reason names the place itself, as a rule.
        _ when source.Why is { } why && why.StartsWith(source.Address, StringComparison.Ordinal) => $"Looked at {why}{Retry(source, now)}",
        _ => $"Looked at {source.Address}: {source.Why ?? "not connected"}{Retry(source, now)}",
    };

    private static string Retry(SourceState source, TimeSpan now) =>
        source.RetryAt is { } at && at > now ? $" (next try in {Spans.Exact(at - now)})" : "";
}
