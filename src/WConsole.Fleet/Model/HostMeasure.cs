namespace WConsole.Fleet.Model;

/// <summary>What the host that this program runs on shows of itself. Null means that it could not be read.</summary>
/// <param name="Name">Its host name.</param>
/// <param name="Cpus">Logical processors.</param>
/// <param name="Load1">Load average of one minute; 5 and 15 minutes beside it.</param>
/// <param name="MemoryTotal">Bytes.</param>
/// <param name="MemoryAvailable">Bytes that programs could still get.</param>
public sealed record HostMeasure(string Name, int? Cpus, double? Load1, double? Load5, double? Load15, long? MemoryTotal, long? MemoryAvailable)
{
    /// <summary>Bytes of memory that this very program has.</summary>
    public long? OwnBytes { get; init; }
}
