namespace WConsole.Cli;

/// <summary>The contract with scripts. Numbers change only by an ADR.</summary>
public enum ExitCode
{
    /// <summary>Done, or the list is complete.</summary>
    Done = 0,

    /// <summary>Failed.</summary>
    Failed = 1,

    /// <summary>Usage, settings, or nothing selected.</summary>
    Usage = 2,

    /// <summary>State unknown: nothing was reached.</summary>
    Unknown = 4,

    /// <summary>Partly done, or the list is incomplete.</summary>
    Partial = 5,

    /// <summary>A confirmation is needed.</summary>
    Confirm = 7,

    /// <summary>Dry run: something would be done.</summary>
    Pending = 10,

    /// <summary>The time ran out.</summary>
    TimedOut = 124,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,

    /// <summary>SIGTERM.</summary>
    Terminated = 143,
}
