namespace WConsole.Fleet.Launch;

/// <summary>How far a stop has come.</summary>
public enum StopStep
{
    None,

    /// <summary>Not asked yet: what depends on it ends first.</summary>
    Held,

    /// <summary>The warm signal was sent.</summary>
    Asked,

    /// <summary>The deadline passed and it still lives.</summary>
    Late,

    /// <summary>KILL goes to the whole tree.</summary>
    Killing,
}
