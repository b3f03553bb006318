using WConsole.Fleet.Events;

namespace WConsole.Fleet.Ports;

/// <summary>Where sources put what they see. Never blocks and never throws: it is bounded, and what it drops it counts.</summary>
public interface IEventSink
{
    /// <summary>Monotonic time since the engine's start: the stamp of an event is taken from here when it is received.</summary>
    TimeSpan Now { get; }

    void Post(FleetEvent fleetEvent);
}
