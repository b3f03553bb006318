using System.Globalization;

namespace WConsole.Fleet.Launch;

/// <summary>The replicas of a group.</summary>
public static class Replica
{
    /// <summary><c>mail:0</c>.</summary>
    public static string Id(string group, int index) => string.Create(CultureInfo.InvariantCulture, $"{group}:{index}");

    /// <summary>Fills a group's placeholders in for one replica.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="port">Its own; null when the group uses none.</param>
    /// <param name="dataDirectory">Its own, absolute; the caller makes it.</param>
    /// <param name="host">This host's full name, as the kernel tells it.</param>
    public static Program Expand(WorkerGroup group, int index, int? port, string dataDirectory, string host)
    {
        var holes = new Placeholders(group.Name, index, port, dataDirectory, host);
        return new Program(
            Id(group.Name, index),
            group.Name,
            index,
            group.Framework,
            [.. group.Command.Select(holes.Fill)],
            group.Environment.ToDictionary(v => v.Key, v => holes.Fill(v.Value), StringComparer.Ordinal),
            [.. group.EnvironmentFiles.Select(holes.Fill)],
            holes.Fill(group.WorkingDirectory),
            group.User,
            port,
            dataDirectory,
            group.Ready.Fill(holes.Fill),
            group.Node is { } node ? holes.Fill(node) : null)
        {
            IsWholeEnvironment = group.IsWholeEnvironment,
        };
    }
}
