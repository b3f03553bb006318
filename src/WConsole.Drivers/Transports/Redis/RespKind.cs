namespace WConsole.Drivers.Transports.Redis;

/// <summary>The types of a RESP2 reply.</summary>
public enum RespKind
{
    /// <summary>A null bulk string or null array: "nothing there", also a blocking pop's time-out.</summary>
    Null,

    /// <summary>A short status line such as OK.</summary>
    Simple,

    /// <summary>The server refused or failed the command; the text says why.</summary>
    Error,

    Number,

    /// <summary>Bytes of any content.</summary>
    Bulk,

    Array,
}
