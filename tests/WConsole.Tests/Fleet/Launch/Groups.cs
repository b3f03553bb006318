using WConsole.Fleet.Launch;

namespace WConsole.Tests.Fleet.Launch;

/// <summary>Groups for tests.</summary>
internal static class Groups
{
    public static WorkerGroup Of(string name, int replicas = 1, params string[] depends) => new(
        name, WorkerGroup.Plain, ["/bin/true", "${index}"], replicas, new Dictionary<string, string> { ["A"] = "b\n\"'é" }, ["/e"], "/w", null,
        RestartRule.Default, StopRule.Default, new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit), depends, null, null, new GroupOrigin("wconsole.yaml", 3));

    public static WorkerGroup Of(string name, string depends) => Of(name, 1, [depends]);
}
