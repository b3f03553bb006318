using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Engine;

/// <summary>One source with what it can do, and whether it may be asked right now.</summary>
internal sealed class SourceSlot(IFleetSource source)
{
    private volatile string? _why;

    public SourceId Id => source.Id;

    public IFleetSource Source => source;

    public IFactSource? Facts { get; } = source as IFactSource;

    public IStepDriver? Steps { get; } = source as IStepDriver;

    /// <summary>Why it may not be asked: the last failure; null while connected or before the first try has ended.</summary>
    public string? Why
    {
        get => _why;
        set => _why = value;
    }
}
