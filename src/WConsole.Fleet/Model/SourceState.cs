namespace WConsole.Fleet.Model;

/// <summary>Names one place where workers are seen, within a cluster.</summary>
public readonly record struct SourceId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Where a source's supervisor is.</summary>
public enum SourcePhase
{
    Connecting,
    Connected,
    Retrying,
    Stopped,
}

/// <summary>A source as the operator sees it.</summary>
/// <param name="Address">Where it is, secrets masked.</param>
/// <param name="Why">The last failure, one line with its remedy; null while connected.</param>
/// <param name="Fault">What kind of failure, for exit codes.</param>
/// <param name="Since">Monotonic stamp of the last change of phase.</param>
/// <param name="RetryAt">When the next attempt falls due.</param>
/// <param name="EverConnected">Whether it ever answered in this run.</param>
/// <param name="RoundTrip">Of its last answered request.</param>
/// <param name="Malformed">Messages from it that could not be decoded.</param>
/// <param name="Listeners">Workers that listen for commands, by the last count; null when never counted.</param>
/// <param name="Capped">Workers that were seen and not kept, because the source is over its cap.</param>
public sealed record SourceState(
    SourceId Id,
    FrameworkId Framework,
    string Address,
    SourcePhase Phase,
    string? Why = null,
    SourceFault Fault = SourceFault.None,
    TimeSpan Since = default,
    TimeSpan? RetryAt = null,
    bool EverConnected = false,
    TimeSpan? RoundTrip = null,
    long Malformed = 0,
    int? Listeners = null,
    int Capped = 0);

/// <summary>Why a source is not connected, as far as the program must act on it.</summary>
public enum SourceFault
{
    None,
    Unreachable,
    Refused,
    Tls,
    Lost,
    Unsupported,
}
