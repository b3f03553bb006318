namespace WConsole.Tui.Keys;

/// <summary>What a key means on a screen, apart from the actions, which the table of actions names.</summary>
internal enum KeyId
{
    Enter,
    Describe,
    Json,
    Filter,
    Command,
    Help,
    Commands,
    Outcomes,
    Favourite,
    Back,
    Leave,
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    Mark,
    MarkRange,
    MarkAll,
    Unmark,
    SortLeft,
    SortRight,
    SortDefault,
    Invert,
    Copy,
    Refresh,
    Suspend,
}
