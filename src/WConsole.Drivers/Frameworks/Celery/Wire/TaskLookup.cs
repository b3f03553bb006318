using System.Collections.Immutable;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>Where one asked-for task run is on a worker: <paramref name="State"/> is `active`, `reserved` or `ready`.</summary>
public sealed record TaskLookup(string Id, string? State, TaskInfo? Task)
{
    /// <summary>The entries of a `query_task` reply, unknown ids absent; null when the reply is an error or no object.</summary>
    public static ImmutableArray<TaskLookup>? ListFrom(WireValue value) =>
        value.Kind != WireKind.Map || (value.Count == 1 && value["error"].Kind == WireKind.Text)
            ? null
            : [.. value.Properties.Where(p => p.Key.Length <= WireLimits.IdChars).Select(p => new TaskLookup(p.Key, p.Value[0].AsName(), TaskInfo.From(p.Value[1])))];
}
