using WConsole.Bench.Redis;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;
using WConsole.Fleet.State;

namespace WConsole.Bench.Simulator;

/// <summary><c>check-simulator [N]</c>: the product's own source sees the simulated fleet as it would a real one, and nothing in it is malformed.</summary>
internal static class SimulatorCheck
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args);
        var options = new FleetOptions { Nodes = flags.Words is [var n] ? int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) : 20, BusyPercent = 50, EventsPerSecond = 100, Hostile = true };
        using var server = await BenchServer.StartAsync(token);
        await using var fleet = await SimulatedFleet.StartAsync(new RedisEndpoint { Port = server.Port }, options, null, TimeProvider.System, token);
        var sink = new Sink();
        var source = new CelerySource(new SourceId("bench"), CelerySettings.Of(new BrokerUrl { Port = server.Port }), TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = source.RunAsync(sink, () => connected.TrySetResult(), stop.Token);
        await connected.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, token);
        await output.WriteLineAsync("| fact | nodes that answered | ms |\n|---|---|---|");
        var good = true;
        foreach (var kind in (FactKind[])[FactKind.Control, FactKind.Stats, FactKind.Active, FactKind.Reserved, FactKind.Scheduled, FactKind.Queues, FactKind.Conf, FactKind.Registered])
        {
            var start = TimeProvider.System.GetTimestamp();
            await source.AskAsync(kind, null, token);
            var took = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            var known = kind == FactKind.Control ? sink.Count(e => e is FleetEvent.WorkerAnswered, e => ((FleetEvent.WorkerAnswered)e).Worker.Name)
                : sink.Count(e => e is FleetEvent.FactAnswered f && f.Answer.GetType().Name == kind.ToString(), e => ((FleetEvent.FactAnswered)e).Worker.ToString());
            good &= known == options.Nodes;
            await output.WriteLineAsync($"| {kind} | {known} | {took:0} |");
        }

        var names = sink.Names();
        good &= names.SetEquals(fleet.Nodes.Select(node => node.Name)) && sink.Malformed == 0 && fleet.BadCalls == 0;
        await output.WriteLineAsync($"\nnames known {names.Count} of {options.Nodes}; malformed {sink.Malformed}; unreadable control messages {fleet.BadCalls}: {(good ? "good" : "NOT GOOD")}");
        if (fleet.Ended.IsCompleted)
        {
            await output.WriteLineAsync(await fleet.Ended);
        }

        await stop.CancelAsync();
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return good ? 0 : 1;
    }

    private sealed class Sink : IEventSink
    {
        private readonly long _begun = TimeProvider.System.GetTimestamp();
        private readonly List<FleetEvent> _events = [];
        private readonly FleetStore _store = new();
        private readonly Lock _gate = new();

        public TimeSpan Now => TimeProvider.System.GetElapsedTime(_begun);

        public long Malformed => Count(e => e is FleetEvent.Malformed, e => e.At.ToString());

        public void Post(FleetEvent fleetEvent)
        {
            lock (_gate)
            {
                _events.Add(fleetEvent);
                _store.Apply([fleetEvent]);
            }
        }

        public int Count(Func<FleetEvent, bool> take, Func<FleetEvent, string> key)
        {
            lock (_gate)
            {
                return _events.Where(take).Select(key).Distinct(StringComparer.Ordinal).Count();
            }
        }

        public HashSet<string> Names()
        {
            lock (_gate)
            {
                return [.. _store.Snapshot(Now, TimeProvider.System.GetUtcNow(), SelfState.None).Workers.Items.Select(w => w.Worker.Name)];
            }
        }
    }
}
