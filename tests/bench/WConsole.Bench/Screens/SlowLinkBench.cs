using WConsole.Bench.Redis;
using WConsole.Bench.Simulator;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Screens;

/// <summary>
/// <c>slow-link [--binary PATH] [--nodes 200] [--events 2000] [--rate 20000] [--rtt 80]</c>: the console over a thin line with deep buffers while its fleet is under load:
/// how long after a key its effect is seen, and how many frames are on their way.
/// </summary>
internal static class SlowLinkBench
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built", "picture");
        var (nodes, events, rate, rtt) = (flags.Number("nodes", 200), flags.Number("events", 2000), flags.Number("rate", 20000), flags.Number("rtt", 80));
        using var console = await ConsoleProgram.FindAsync(flags, token);
        using var server = await BenchServer.StartAsync(token);
        await using var fleet = await SimulatedFleet.StartAsync(
            new RedisEndpoint { Port = server.Port }, new FleetOptions { Nodes = nodes, BusyPercent = 60, EventsPerSecond = events }, null, TimeProvider.System, token);
        await output.WriteLineAsync($"wconsole: {console.What}; {nodes} simulated workers, {events} task events/s; line {rate} B/s, round trip {rtt} ms, 120×36; {Machine.Load()}\n");
        await using var pty = console.OnPty("-b", $"redis://127.0.0.1:{server.Port}/0");
        var ready = await pty.MsAsync($"wait 60 {nodes} workers", token);

        // By name: the order stays while everything else changes.
        await pty.DoAsync(@"keys \x1b[1;2C", token);
        await pty.DoAsync($"wait 10 NAME↑", token);
        await pty.DoAsync("keys g", token);
        await pty.DoAsync($"wait 10 \\b1/{nodes}\\b", token);
        await pty.DoAsync(Inv($"link {rate} {rtt}"), token);
        var idle = await pty.DoAsync("window 10", token);
        await pty.DoAsync("lag", token);
        var (moves, pages, helps) = (new Sample(), new Sample(), new Sample());
        for (var row = 2; row <= 31; row++)
        {
            moves.Add(await pty.MsAsync(Inv($"effect 10 \\b{row}/{nodes}\\b j"), token));
        }

        for (var i = 0; i < 5; i++)
        {
            pages.Add(await pty.MsAsync(Inv($"effect 10 \\b{nodes}/{nodes}\\b G"), token));
            pages.Add(await pty.MsAsync(Inv($"effect 10 \\b1/{nodes}\\b g"), token));
            helps.Add(await pty.MsAsync("effect 10 help.for ?", token));
            helps.Add(await pty.MsAsync(Inv($"effect 10 \\b1/{nodes}\\b q"), token));
        }

        var lag = await pty.DoAsync("lag", token);
        var (frames, bytes) = (lag.GetProperty("frames").GetInt32(), lag.GetProperty("bytes").GetInt32());
        await output.WriteLineAsync("| key → its effect is seen | times | p50 ms | p90 ms | most ms |\n|---|---|---|---|---|");
        foreach (var (what, sample) in new[] { ("a row down", moves), ("to the other end of the table", pages), ("help and back", helps) })
        {
            await output.WriteLineAsync(Inv($"| {what} | {sample.Count} | {sample.At(0.5):0} | {sample.At(0.9):0} | {sample.At(1):0} |"));
        }

        await output.WriteLineAsync(Inv($"\nwithout keys {idle.GetProperty("bytes").GetInt32() / idle.GetProperty("seconds").GetDouble():0} B/s; at most {frames} frame and {bytes} bytes were on the line"));
        if (flags.Has("picture"))
        {
            await output.WriteLineAsync(await pty.PictureAsync(token));
        }

        var most = new[] { moves, pages, helps }.Max(s => s.At(1));
        var all = new[] { moves, pages, helps }.All(s => s.Values.All(double.IsFinite));
        return double.IsFinite(ready) && all && most < 1500 && frames <= 1 ? 0 : 1;
    }

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
