using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What is asked, turned into events; what cannot be done is refused with its remedy.</summary>
internal sealed class RequestTaker(LauncherFolder folder, LauncherWorld world, LaunchState state, Action<LaunchEvent> apply)
{
    private const int MostReplicas = 1000;

    public LaunchReply Take(NumberedRequest asked)
    {
        switch (asked.Request)
        {
            case LaunchRequest.Up up:
                return Up(asked.Number, up);
            case LaunchRequest.Add add:
                return Add(asked.Number, add.Group, add.AtOnce);
            case LaunchRequest.Remove remove:
                return Remove(asked.Number, remove.Groups);
            case LaunchRequest.Scale scale:
                return Scale(asked.Number, scale);
            case LaunchRequest.Down down:
                ImmutableArray<string> living = [.. state.InOrder.Where(p => p.State.Lives).Select(p => p.Id)];
                apply(new LaunchEvent.Stop([.. state.InOrder.Select(p => p.Id)], down.KillAfter));
                return new LaunchReply.Taken(asked.Number, living, []);
            case LaunchRequest.Start start:
                return Named(asked.Number, start.Targets, ids => new LaunchEvent.Start(ids));
            case LaunchRequest.Stop stop:
                return Named(asked.Number, stop.Targets, ids => new LaunchEvent.Stop(ids, stop.KillAfter));
            case LaunchRequest.Restart restart:
                return Named(asked.Number, restart.Targets, ids => new LaunchEvent.Restart(ids));
            case LaunchRequest.Kill kill:
                return Named(asked.Number, kill.Targets, ids => new LaunchEvent.Kill(ids));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private LaunchReply Up(long number, LaunchRequest.Up up)
    {
        var known = up.Groups.Select(g => g.Name).Concat(state.Groups.Keys).ToHashSet(StringComparer.Ordinal);
        if (up.Wanted.FirstOrDefault(w => !known.Contains(w)) is { } unknown)
        {
            return new LaunchReply.Refused(number, $"there is no group '{unknown}'", $"there are: {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }

        if (up.Groups.FirstOrDefault(g => g.Replicas is < 0 or > MostReplicas) is { } many)
        {
            return new LaunchReply.Refused(number, $"{many.Name} wants {many.Replicas} replicas", $"write a number from 0 to {MostReplicas}");
        }

        var replaced = up.Groups.Where(g => state.Groups.TryGetValue(g.Name, out var old) && old.Origin == GroupOrigin.Asked && g.Origin != GroupOrigin.Asked).Select(g => $"{g.Name} was asked for by hand; from now on it is what {g.Origin} says");
        var ports = new PortBook(state);
        foreach (var group in up.Groups)
        {
            apply(new LaunchEvent.Declared(group, Replicas(group, ports)));
        }

        ImmutableArray<string> ids = [.. up.Wanted.Distinct().SelectMany(name => Ids(name, up.Groups.FirstOrDefault(g => g.Name == name) ?? state.Groups[name]))];
        apply(new LaunchEvent.Start(ids));
        return new LaunchReply.Taken(number, ids, [.. replaced]);
    }

    private LaunchReply Add(long number, WorkerGroup group, bool start)
    {
        if (group.Replicas is < 1 or > MostReplicas)
        {
            return new LaunchReply.Refused(number, string.Create(CultureInfo.InvariantCulture, $"{group.Replicas} is no number of replicas to start"), $"write one from 1 to {MostReplicas}");
        }

        if (state.Groups.TryGetValue(group.Name, out var known) && known.Origin != GroupOrigin.Asked)
        {
            return new LaunchReply.Refused(number, $"there is a group '{group.Name}' already, from {known.Origin}", $"give another --name, or more replicas of that one: wconsole scale {group.Name}={known.Replicas + 1}");
        }

        if (state.InOrder.FirstOrDefault(p => p.Program.Group == group.Name && p.State.Lives) is { } living)
        {
            return new LaunchReply.Refused(number, $"{living.Id} runs already, asked for earlier", $"give another --name, or end it first: wconsole remove {group.Name}");
        }

        apply(new LaunchEvent.Declared(group, Replicas(group, new PortBook(state))));
        ImmutableArray<string> ids = [.. Ids(group.Name, group)];
        if (start || group.Replaces is not null)
        {
            apply(new LaunchEvent.Start(ids));
        }

        return new LaunchReply.Taken(number, ids, []);
    }

    private LaunchReply Remove(long number, ImmutableArray<string> names)
    {
        if (names.FirstOrDefault(n => !state.Groups.ContainsKey(n)) is { } unknown)
        {
            return new LaunchReply.Refused(number, $"there is no group '{unknown}'", state.Groups.IsEmpty ? "the launcher keeps nothing" : $"there are: {string.Join(", ", state.Groups.Keys.Order(StringComparer.Ordinal))}");
        }

        if (state.Groups.Values.FirstOrDefault(g => !names.Contains(g.Name) && g.DependsOn.Any(names.Contains)) is { } needs)
        {
            return new LaunchReply.Refused(number, $"{needs.Name} depends on {needs.DependsOn.First(names.Contains)}", $"remove {needs.Name}, too");
        }

        ImmutableArray<string> ids = [.. state.InOrder.Where(p => names.Contains(p.Program.Group)).Select(p => p.Id)];
        var groups = names.Distinct().Select(n => state.Groups[n]).ToList();
        foreach (var group in groups)
        {
            apply(new LaunchEvent.Declared(group with { Replicas = 0, Leaves = true }, []));
        }

        return new LaunchReply.Taken(number, ids, [.. groups.Where(g => g.Origin != GroupOrigin.Asked).Select(g => $"{g.Name} still stands in {g.Origin}: the next up brings it back")]);
    }

    private LaunchReply Scale(long number, LaunchRequest.Scale scale)
    {
        if (!state.Groups.TryGetValue(scale.Group, out var group))
        {
            return new LaunchReply.Refused(number, $"there is no group '{scale.Group}'", $"there are: {string.Join(", ", state.Groups.Keys.Order(StringComparer.Ordinal))}");
        }

        if (scale.Replicas is < 0 or > MostReplicas)
        {
            return new LaunchReply.Refused(number, string.Create(CultureInfo.InvariantCulture, $"{scale.Replicas} is no number of replicas"), $"write one from 0 to {MostReplicas}");
        }

        var before = state.Programs.Values.Where(p => p.Program.Group == group.Name && !p.Leaves).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var scaled = group with { Replicas = scale.Replicas };
        apply(new LaunchEvent.Declared(scaled, Replicas(scaled, new PortBook(state))));
        ImmutableArray<string> now = [.. Ids(group.Name, scaled)];
        apply(new LaunchEvent.Start([.. now.Where(id => !before.Contains(id))]));
        return new LaunchReply.Taken(number, [.. now.Where(id => !before.Contains(id)), .. before.Where(id => !now.Contains(id)).Order(StringComparer.Ordinal)], []);
    }

    private LaunchReply Named(long number, ImmutableArray<string> targets, Func<ImmutableArray<string>, LaunchEvent> what)
    {
        var ids = new List<string>();
        foreach (var target in targets)
        {
            var found = state.InOrder.Where(p => p.Id == target || p.Program.Group == target).Select(p => p.Id).ToList();
            if (found.Count == 0)
            {
                return state.Groups.ContainsKey(target)
                    ? new LaunchReply.Refused(number, $"{target} has no replicas", $"run wconsole scale {target}=1")
                    : new LaunchReply.Refused(number, $"the launcher keeps no '{target}'", state.Programs.Count == 0 ? "run wconsole up" : $"it keeps: {string.Join(" ", state.InOrder.Select(p => p.Id).Take(12))}");
            }

            ids.AddRange(found);
        }

        ImmutableArray<string> chosen = [.. ids.Distinct()];
        apply(what(chosen));
        return new LaunchReply.Taken(number, chosen, []);
    }

    private static IEnumerable<string> Ids(string name, WorkerGroup group) => Enumerable.Range(0, group.Replicas).Select(i => Replica.Id(name, i));

    private ImmutableArray<Program> Replicas(WorkerGroup group, PortBook ports) =>
    [
        .. Enumerable.Range(0, group.Replicas).Select(i => Replica.Expand(group, i, group.UsesPort ? ports.For(group, i) : null, folder.Data(group, i), world.Host)),
    ];

    // A program keeps its port for as long as it is known; free ones are found by the kernel.
    private sealed class PortBook(LaunchState state)
    {
        private readonly HashSet<int> _taken = [.. state.Programs.Values.Select(p => p.Program.Port).OfType<int>()];

        public int? For(WorkerGroup group, int index)
        {
            if (group.Port is { } first)
            {
                return first + index;
            }

            if (state.Programs.TryGetValue(Replica.Id(group.Name, index), out var known) && known.Program.Port is { } port && state.Groups.TryGetValue(group.Name, out var before) && before.Port is null)
            {
                return port;
            }

            try
            {
                for (var tries = 0; tries < 50; tries++)
                {
                    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                    var free = ((IPEndPoint)socket.LocalEndPoint!).Port;
                    if (_taken.Add(free))
                    {
                        return free;
                    }
                }
            }
            catch (SocketException)
            {
                // Without a port its ${port} stays as it is, and the program says what it misses.
            }

            return null;
        }
    }
}
