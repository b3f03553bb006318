using System.Globalization;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Cli;

/// <summary>What a worker says of itself, as labelled lines. What it did not say is left out.</summary>
internal static class StatsLines
{
    public static IEnumerable<(string Key, string Value)> Of(WorkerStats stats)
    {
        (string Key, string? Value)[] known =
        [
            ("pid", Text(stats.Pid)),
            ("uptime", stats.Uptime is { } up ? Spans.Exact(up) : null),
            ("pool", stats.Pool.Kind),
            ("pool size", Text(stats.Pool.Size)),
            ("pool pids", stats.Pool.ChildPids.IsDefaultOrEmpty ? null : string.Join(" ", stats.Pool.ChildPids)),
            ("autoscale", stats.Pool.Autoscale is { } range ? $"{Text(range.Min) ?? "?"} to {Text(range.Max) ?? "?"}" : null),
            ("prefetch", Text(stats.Prefetch)),
            ("peak memory", stats.MaxRss is { } rss ? Spans.Bytes(rss) : null),
            ("broker", stats.Broker),
        ];
        var limits = stats.Pool.Limits.IsDefault ? [] : stats.Pool.Limits.Select(Line);
        var details = stats.Details.IsDefault ? [] : stats.Details.Select(Line);
        var started = stats.Started.IsDefault ? [] : stats.Started.Select(t => ($"started {t.Name}", t.Count.ToString(CultureInfo.InvariantCulture)));
        return known.Where(k => k.Value is not null).Select(k => (k.Key, k.Value!)).Concat(limits).Concat(details).Concat(started);
    }

    /// <summary>One labelled line, marked when it is not in force.</summary>
    public static (string Key, string Value) Line(Detail detail)
    {
        var note = detail.Note is null ? "" : $" ({detail.Note})";
        return (detail.Label, detail.Enforced || detail.Note is not null ? detail.Value + note : detail.Value + " (not enforced by this pool)");
    }

    private static string? Text(int? n) => n?.ToString(CultureInfo.InvariantCulture);
}
