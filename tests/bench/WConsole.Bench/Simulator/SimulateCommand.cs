using System.Globalization;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Simulator;

/// <summary><c>simulate N --broker URL</c>: a fleet to try the console on, without any worker.</summary>
internal static class SimulateCommand
{
    private const string Usage = """
        usage: WConsole.Bench simulate N --broker URL [options]

        Makes N Celery workers appear on a Redis broker, without any worker: a fleet to try the console on.
        They answer remote control as Celery 5.7 prefork workers do, beat every 2 s, grow and shrink their pools
        and stop when they are told to. They run nothing and have no processes, so signals cannot reach them.
        Point the console at the same broker:   wconsole -b URL

          --broker URL      redis://127.0.0.1:6379/0; take one that no real workers use
          --seconds S       end by itself after S seconds (else Ctrl-C ends it: the nodes say goodbye)
          --hosts H         on H hosts in turn (ten nodes on each)
          --busy P          of 100 nodes, P run a task each (30)
          --events E        task events a second (0)
          --stubborn        told to stop, they do not
          --hostile         node names, task names and arguments full of escape sequences
          --big BYTES       the first node's list of running tasks is that big
          --mutated M       of 1000 replies, M are broken
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "hostile", "stubborn");
        if (flags.Problem is not null || flags.Has("help") || flags.Words is not [var count] || flags.Text("broker") is not { } broker)
        {
            await output.WriteLineAsync(flags.Problem is { } wrong ? $"{wrong}\n\n{Usage}" : Usage);
            return flags.Has("help") ? 0 : 2;
        }

        if (BrokerUrl.Parse(broker) is not BrokerUrlReading.Urls urls)
        {
            await output.WriteLineAsync("that is no Redis broker URL: write redis://127.0.0.1:6379/0");
            return 2;
        }

        var options = new FleetOptions
        {
            Nodes = int.Parse(count, CultureInfo.InvariantCulture),
            Hosts = flags.Number("hosts", 0),
            BusyPercent = flags.Number("busy", 30),
            EventsPerSecond = flags.Number("events", 0),
            Hostile = flags.Has("hostile"),
            Stubborn = flags.Has("stubborn"),
            BigReplyBytes = flags.Number("big", 0),
            MutatedPermille = flags.Number("mutated", 0),
        };
        try
        {
            await using var fleet = await SimulatedFleet.StartAsync(CeleryEndpoints.Of(urls.First), options, null, TimeProvider.System, token);
            await output.WriteLineAsync($"{options.Nodes} nodes answer on {urls.First.Masked}; see them with: wconsole -b {urls.First.Masked}   (Ctrl-C ends them)");
            var time = flags.Has("seconds") ? TimeSpan.FromSeconds(flags.Number("seconds", 60)) : Timeout.InfiniteTimeSpan;
            await Task.WhenAny(fleet.Ended, Task.Delay(time, TimeProvider.System, token));
            await output.WriteLineAsync($"{fleet.Calls} control messages ({fleet.BadCalls} unreadable), {fleet.Replies} replies, {fleet.Events} events");
            if (!fleet.Ended.IsCompleted)
            {
                return 0;
            }

            await output.WriteLineAsync(await fleet.Ended);
            return 1;
        }
        catch (RedisFault fault)
        {
            await output.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
