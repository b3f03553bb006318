namespace WConsole.Drivers.Transports.Redis;

/// <summary>What one reply may cost. A reply over a limit ends its connection; memory is taken as data arrives, not as a header promises.</summary>
public sealed record RespLimits
{
    public static RespLimits Default { get; } = new();

    /// <summary>Largest single bulk string, bytes.</summary>
    public int MaxBulkBytes { get; init; } = 64 << 20;

    /// <summary>Sum of all bulk strings of one reply, bytes.</summary>
    public int MaxReplyBytes { get; init; } = 64 << 20;

    /// <summary>Arrays within arrays.</summary>
    public int MaxDepth { get; init; } = 16;

    /// <summary>Elements of one reply, all its arrays together.</summary>
    public int MaxElements { get; init; } = 1 << 20;

    /// <summary>Longest status, error or number line, bytes.</summary>
    public int MaxLineBytes { get; init; } = 64 << 10;
}
