using System.Collections.Immutable;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Logs;

/// <summary>A screen that shows logs which are read while it is open.</summary>
internal interface ILogReader
{
    /// <summary>What is to be read; empty: nothing.</summary>
    ImmutableArray<LogWant> Wants { get; }

    /// <summary>Where the lines go; only the screen's thread touches it.</summary>
    LogBuffer Buffer { get; }
}
