using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>What the workers of one broker were told beside its URL. Null takes Celery's own default.</summary>
/// <param name="KeyPrefix">Celery's <c>global_keyprefix</c>.</param>
/// <param name="FanoutPrefix">With <c>{db}</c> for the database number; empty when it is off.</param>
/// <param name="Queues">Queues to watch besides those that workers name.</param>
public sealed record CelerySettings(
    string? KeyPrefix,
    string? ControlExchange,
    string? EventExchange,
    string? FanoutPrefix,
    bool? FanoutPatterns,
    ImmutableArray<string> Queues)
{
    public static CelerySettings Default { get; } = new(null, null, null, null, null, []);
}
