namespace WConsole.Fleet.Launch;

/// <summary>A program of the launcher with the rules of its group.</summary>
/// <param name="Program">As it is started next.</param>
public sealed record KeptProgram(Program Program, ProgramRules Rules, ProgramState State)
{
    /// <summary>Its group has fewer replicas now: it goes once it has stopped.</summary>
    public bool Leaves { get; init; }

    /// <summary>Its settings were changed after its process was started.</summary>
    public bool Outdated { get; init; }

    /// <summary>It is to be restarted as soon as no other replica of its group is on its way: never are all of them down.</summary>
    public bool RestartsNext { get; init; }

    public string Id => Program.Id;
}
