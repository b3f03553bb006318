namespace WConsole.Fleet.Views;

/// <summary>What a cell or row means to its reader; never a colour.</summary>
public enum Tone
{
    Plain,
    Good,
    Warn,
    Bad,
    Lost,
    Muted,
    Accent,
    Starting,
    Draining,
    Stopping,
    Stopped,
    Stale,
}
