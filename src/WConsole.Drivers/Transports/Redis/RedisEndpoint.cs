namespace WConsole.Drivers.Transports.Redis;

/// <summary>Where a Redis server is and how to log in.</summary>
public sealed record RedisEndpoint
{
    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 6379;

    /// <summary>A unix socket; when given, host, port and TLS do not matter.</summary>
    public string? SocketPath { get; init; }

    public int Database { get; init; }

    /// <summary>ACL user; null is the default user.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Null: no TLS.</summary>
    public RedisTls? Tls { get; init; }

    /// <summary>How the connection calls itself in the server's client list; a refusal is tolerated.</summary>
    public string ClientName { get; init; } = "wconsole";

    /// <summary>For connecting, TLS and login together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For the reply of a command that names no deadline of its own.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so long without a byte from the server a PING is sent, and after as long again without any the connection is
    /// given up; null never asks. Must be longer than a blocking command blocks.
    /// </summary>
    public TimeSpan? KeepAlive { get; init; }

    public RespLimits Limits { get; init; } = RespLimits.Default;

    /// <summary>Host and port, or the socket's path: how messages name the server.</summary>
    public string Address => SocketPath ?? (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}");

    /// <summary>The address with user and database, never the password.</summary>
    public override string ToString()
    {
        var scheme = SocketPath is not null ? "redis+socket" : Tls is null ? "redis" : "rediss";
        return $"{scheme}://{(User is null ? "" : User + "@")}{Address}{(SocketPath is null ? $"/{Database}" : $"?virtual_host={Database}")}";
    }
}
