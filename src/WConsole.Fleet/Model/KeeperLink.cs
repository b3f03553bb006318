namespace WConsole.Fleet.Model;

/// <summary>That a worker runs in a unit of a keeper, and why that is believed.</summary>
/// <param name="Why">The evidence, one line.</param>
/// <param name="Reached">Whether the keeper is listened to; else this is its last word.</param>
public sealed record KeeperLink(Unit Unit, LinkEvidence Evidence, string Why, bool Reached);

/// <summary>How well a link is known.</summary>
public enum LinkEvidence
{
    /// <summary>No other source reports a worker in this unit: the row is the unit's own.</summary>
    Alone,

    /// <summary>The same process, by pid and start time, or by the name and the pid that both tell.</summary>
    Proven,

    /// <summary>The unit was given this worker's name, and has no process right now that could prove it.</summary>
    Remembered,

    /// <summary>Another claim contradicts it.</summary>
    Conflict,
}
