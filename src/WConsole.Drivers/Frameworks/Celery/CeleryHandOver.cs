using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>How a Celery worker was started → the group that the local launcher keeps it as.</summary>
internal static class CeleryHandOver
{
    // A worker imports its application first; one that dies of that after some seconds failed to start.
    private static readonly TimeSpan StartSecs = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Drain = TimeSpan.FromMinutes(1);

    // Without one of these the launcher does not know the broker, and cannot ask whether the worker answers.
    private static readonly string[] BrokerVariables = ["CELERY_BROKER_URL", "CELERY_BROKER", "BROKER_URL"];

    /// <summary>The same arguments, directory and environment; nothing in them is filled in. It waits for the end of that process.</summary>
    public static WorkerGroup Group(string node, ProcessRecipe recipe, Predecessor process)
    {
        var knowsBroker = recipe.Arguments.Any(a => a is "-b" or "--broker" || a.StartsWith("--broker=", StringComparison.Ordinal)) || BrokerVariables.Any(recipe.Environment.ContainsKey);
        return new WorkerGroup(
            CeleryRestart.Group(node), CeleryProfile.Id, [.. recipe.Arguments.Select(Placeholders.Escape)], 1,
            recipe.Environment.ToImmutableDictionary(v => v.Key, v => Placeholders.Escape(v.Value)), [], Placeholders.Escape(recipe.WorkingDirectory), null,
            RestartRule.Default with { StartSecs = StartSecs }, new StopRule("TERM", Drain, null),
            knowsBroker ? new ReadyRule.ByReply(ReadyRule.DefaultLimit) : new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit), [], null, null, GroupOrigin.Asked)
        {
            Node = Placeholders.Escape(node),
            IsWholeEnvironment = true,
            Replaces = process,
        };
    }
}
