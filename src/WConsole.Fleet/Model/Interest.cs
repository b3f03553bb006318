namespace WConsole.Fleet.Model;

/// <summary>Who an interest is about. A closed list.</summary>
public abstract record InterestTarget
{
    private InterestTarget()
    {
    }

    public sealed record AllWorkers : InterestTarget;

    public sealed record OneWorker(WorkerId Id) : InterestTarget;

    public sealed record AllQueues : InterestTarget;
}

/// <summary>Somebody (a screen, a verb, a running action, a gate) wants a fact no older than <paramref name="MaxAge"/>. The engine merges them and asks.</summary>
public sealed record Interest(InterestTarget Target, FactKind Fact, TimeSpan MaxAge)
{
    public static Interest InAll(FactKind fact, TimeSpan maxAge) => new(new InterestTarget.AllWorkers(), fact, maxAge);

    public static Interest InOne(WorkerId worker, FactKind fact, TimeSpan maxAge) => new(new InterestTarget.OneWorker(worker), fact, maxAge);

    public static Interest InQueues(TimeSpan maxAge) => new(new InterestTarget.AllQueues(), FactKind.Depth, maxAge);
}
