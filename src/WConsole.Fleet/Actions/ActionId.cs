namespace WConsole.Fleet.Actions;

/// <summary>Names an action: the same word for key, verb, menu, audit and log. The rows stand in <see cref="ActionTable"/>.</summary>
public readonly record struct ActionId(string Value)
{
    public static readonly ActionId Ping = new("ping");
    public static readonly ActionId WarmStop = new("stop");
    public static readonly ActionId ColdStop = new("stop-cold");
    public static readonly ActionId HupRestart = new("restart-hup");
    public static readonly ActionId Restart = new("restart");
    public static readonly ActionId Traceback = new("traceback");
    public static readonly ActionId PoolGrow = new("pool-grow");
    public static readonly ActionId PoolShrink = new("pool-shrink");
    public static readonly ActionId PoolRestart = new("pool-restart");

    public static readonly ActionId Kill = new("kill");
    public static readonly ActionId KillLeftovers = new("kill-leftovers");

    public static readonly ActionId Signal = new("signal");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
