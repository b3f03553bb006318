namespace WConsole.Fleet.Model;

/// <summary>The fleet's pulse at one moment, from what is known without task events. Null means not known.</summary>
/// <param name="At">Monotonic stamp.</param>
/// <param name="Started">Task runs started per second since the sample before.</param>
/// <param name="Waiting">Messages waiting in all queues.</param>
/// <param name="Busy">Slots that run something, of the workers whose pool is known.</param>
/// <param name="Slots">Slots of those workers.</param>
public readonly record struct Pulse(TimeSpan At, double? Started, long? Waiting, int? Busy, int? Slots)
{
    /// <summary>Share of the slots that are busy, 0 to 1.</summary>
    public double? Saturation => Busy is { } busy && Slots is > 0 and var slots ? Math.Min(1, (double)busy / slots) : null;
}
