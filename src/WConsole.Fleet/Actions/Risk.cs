namespace WConsole.Fleet.Actions;

/// <summary>What an action can cost. It depends on action, framework, version, pool and state.</summary>
public enum Risk
{
    /// <summary>No dialog.</summary>
    Safe,

    /// <summary>A dialog names the targets.</summary>
    Reversible,

    /// <summary>The dialog lists what is lost; Cancel has the focus.</summary>
    Lossy,
}
