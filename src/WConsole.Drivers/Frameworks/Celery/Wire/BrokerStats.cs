using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// The broker as the worker sees it (celery-redis §2.2). All texts are masked: with a Unix socket the host name is the whole
/// URL with its password, and `alternates` are URLs. Null is "not said".
/// </summary>
public sealed record BrokerStats
{
    public string? Transport { get; init; }

    public string? HostName { get; init; }

    public int? Port { get; init; }

    public string? VirtualHost { get; init; }

    public string? User { get; init; }

    /// <summary>True when the connection is encrypted.</summary>
    public bool? Tls { get; init; }

    public ImmutableArray<string> Alternates { get; init; } = [];

    internal static BrokerStats From(WireValue broker) => new()
    {
        Transport = broker["transport"].Display(100),
        HostName = Shown(broker["hostname"]),
        Port = StatsReply.PositiveInt(broker["port"]),
        VirtualHost = Shown(broker["virtual_host"]),
        User = Shown(broker["userid"]),
        Tls = broker["ssl"].Kind == WireKind.Map ? true : broker["ssl"].AsBool(),
        Alternates = [.. broker["alternates"].Each(Shown).Take(100)],
    };

    private static string? Shown(WireValue value) => value.IsNothing ? null : value.Display(500);
}
