namespace WConsole.Tui.Keys;

/// <summary>Where a key means something.</summary>
[Flags]
internal enum KeyPlace
{
    None = 0,

    /// <summary>Tables of rows, one of them selected.</summary>
    Table = 1,

    /// <summary>Pages of lines that scroll.</summary>
    Page = 2,

    /// <summary>Where workers can be acted on.</summary>
    Worker = 4,

    /// <summary>Lists of lines that can be chosen from: help, the command log.</summary>
    List = 8,

    /// <summary>Pages that are searched rather than narrowed.</summary>
    Search = 16,

    /// <summary>Logs: no worker is acted on there, so their keys may be those of actions.</summary>
    Log = 32,

    /// <summary>The programs of the local launcher; no worker of a cluster is acted on there.</summary>
    Local = 64,

    Everywhere = Table | Page | Worker | List,
}
