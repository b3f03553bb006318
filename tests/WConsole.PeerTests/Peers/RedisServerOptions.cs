namespace WConsole.PeerTests.Peers;

/// <summary>How a test's redis-server is to be started.</summary>
public sealed record RedisServerOptions
{
    /// <summary>The default user's password (<c>requirepass</c>), or null for none.</summary>
    public string? Password { get; init; }

    /// <summary>The lines of an ACL file ("user NAME on >secret …"), raw bytes as Latin-1, or null for none.</summary>
    public string? AclFile { get; init; }

    /// <summary>Serve TLS on the port instead of plain TCP.</summary>
    public bool Tls { get; init; }

    /// <summary>Redis' <c>tls-auth-clients</c>: "no", "optional" or "yes" (a client certificate is needed).</summary>
    public string TlsAuthClients { get; init; } = "optional";

    /// <summary>Listen on a unix socket as well.</summary>
    public bool UnixSocket { get; init; }

    /// <summary>More arguments, for example "--maxclients", "4".</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];
}
