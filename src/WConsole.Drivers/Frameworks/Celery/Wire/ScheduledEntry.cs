using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// A task run that waits on a worker for its ETA or countdown; periodic tasks are never here. <paramref name="Eta"/> is null
/// when the text is no time with a zone.
/// </summary>
public sealed record ScheduledEntry(TaskInfo Task, DateTimeOffset? Eta, string? EtaText, int? Priority)
{
    /// <summary>The entries of a `scheduled` reply; null when the reply is no list.</summary>
    public static ImmutableArray<ScheduledEntry>? ListFrom(WireValue value) =>
        value.Kind == WireKind.List ? value.Each(From) : null;

    /// <summary>The instant of an ISO text; one without a zone is UTC, as Celery means it.</summary>
    internal static DateTimeOffset? Instant(string? text) =>
        text is { Length: <= 64 } && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static ScheduledEntry? From(WireValue value)
    {
        var eta = value["eta"];
        return TaskInfo.From(value["request"]) is { } task
            ? new ScheduledEntry(task, Instant(eta.AsString()), eta.IsNothing ? null : eta.Display(64), value["priority"].AsInt())
            : null;
    }
}
