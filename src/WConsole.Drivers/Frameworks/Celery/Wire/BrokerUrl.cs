using System.Globalization;
using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// One Redis server of a Celery broker URL, decoded (celery-redis §7.2). Either <see cref="SocketPath"/> or host and port
/// count. The password is in no text that this type makes.
/// </summary>
public sealed record BrokerUrl
{
    public const int DefaultPort = 6379;

    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = DefaultPort;

    public int Database { get; init; }

    /// <summary>ACL user; null for the server's default user.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Null for a connection in the clear.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Path of a Unix socket; null for TCP.</summary>
    public string? SocketPath { get; init; }

    /// <summary>`connect_timeout` of the URL; null when it has none.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>The URL for people: canonical, with the password masked.</summary>
    public string Masked
    {
        get
        {
            var to = new StringBuilder(SocketPath is not null ? "redis+socket://" : Tls is not null ? "rediss://" : "redis://");
            if (User is not null || Password is not null)
            {
                to.Append(User is null ? "" : Uri.EscapeDataString(User)).Append(Password is null ? "" : ":" + Secrets.Mark).Append('@');
            }

            return SocketPath is not null
                ? to.Append(CultureInfo.InvariantCulture, $"{SocketPath}?virtual_host={Database}").ToString()
                : to.Append(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)
                    .Append(CultureInfo.InvariantCulture, $":{Port}/{Database}").ToString();
        }
    }

    /// <summary>Reads a broker URL, or a failover list of them with ';' between.</summary>
    public static BrokerUrlReading Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BrokerUrlParser.Parse(text);
    }

    public override string ToString() => Masked;
}
