using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>What became of one payload from an event channel.</summary>
public abstract record EventReading
{
    private EventReading()
    {
    }

    /// <summary>The events in their order; <paramref name="Skipped"/> elements were no events.</summary>
    public sealed record Batch(ImmutableArray<CeleryEvent> Events, int Skipped) : EventReading;

    /// <summary>Events in a serialization that is never unpacked (`event_serializer`).</summary>
    public sealed record Unsupported(string ContentType) : EventReading;

    public sealed record Malformed(string Why) : EventReading;
}
