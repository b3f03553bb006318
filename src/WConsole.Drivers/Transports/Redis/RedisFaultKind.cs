namespace WConsole.Drivers.Transports.Redis;

/// <summary>Why Redis cannot be used, as far as it changes what is to be done.</summary>
public enum RedisFaultKind
{
    /// <summary>No connection: name, route, port, firewall, nobody listening.</summary>
    Unreachable,

    /// <summary>User or password missing or wrong.</summary>
    AuthFailed,

    /// <summary>The user may not run this command or use this key or channel.</summary>
    NoPermission,

    TlsFailed,

    /// <summary>The connection ended, by the server, the network or us.</summary>
    Closed,

    /// <summary>What came is not RESP2, or over a limit.</summary>
    Protocol,

    /// <summary>Any other error reply.</summary>
    ServerError,

    /// <summary>No reply within the deadline.</summary>
    Timeout,

    /// <summary>The server is still reading its data set; soon it will answer.</summary>
    Loading,

    /// <summary>All client slots of the server are taken.</summary>
    MaxClients,
}
