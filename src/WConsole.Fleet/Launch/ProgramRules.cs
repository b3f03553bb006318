namespace WConsole.Fleet.Launch;

/// <summary>The rules of its group that one program is kept by.</summary>
public sealed record ProgramRules(RestartRule Restart, StopRule Stop, ReadyRule Ready)
{
    public static ProgramRules Of(WorkerGroup group) => new(group.Restart, group.Stop, group.Ready);
}
