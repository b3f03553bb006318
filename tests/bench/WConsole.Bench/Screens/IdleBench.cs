using System.Globalization;
using WConsole.Bench.Redis;
using WConsole.Bench.Simulator;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Screens;

/// <summary><c>idle [--binary PATH] [--nodes 50] [--seconds 20] [--warm S]</c>: what the home view costs while workers only beat.</summary>
internal static class IdleBench
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built", "picture");
        var (nodes, seconds) = (flags.Number("nodes", 50), flags.Number("seconds", 20));
        using var console = await ConsoleProgram.FindAsync(flags, token);
        using var server = await BenchServer.StartAsync(token);
        await using var fleet = await SimulatedFleet.StartAsync(new RedisEndpoint { Port = server.Port }, new FleetOptions { Nodes = nodes }, null, TimeProvider.System, token);
        await using var pty = console.OnPty("-b", $"redis://127.0.0.1:{server.Port}/0");
        await output.WriteLineAsync($"wconsole: {console.What}; {nodes} simulated idle workers beating every 2 s, home view, pty 120x36, running for {flags.Number("warm", 0)} s before; {Machine.Load()}\n");
        var known = await pty.MsAsync($"wait 30 {nodes} workers: {nodes} ready", token);
        var settled = await pty.MsAsync("settle 3000 30", token);
        if (flags.Has("warm"))
        {
            await pty.DoAsync($"window {flags.Number("warm", 60)}", token);
        }

        var (calls, replies) = (fleet.Calls, fleet.Replies);
        var window = await pty.DoAsync($"window {seconds}", token);
        var took = window.GetProperty("seconds").GetDouble();
        await output.WriteLineAsync("| all ready after, ms | quiet after, ms | bytes written | CPU by ticks | CPU by scheduler | commands | replies decoded |\n|---|---|---|---|---|---|---|");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {known:0} | {settled:0} | {window.GetProperty("bytes")} in {took:0} s | {window.GetProperty("cpu_ms").GetDouble() / took / 10:0.00} % of a core | {window.GetProperty("ran_ms").GetDouble() / took / 10:0.00} % | {fleet.Calls - calls} | {fleet.Replies - replies} |"));
        await output.WriteLineAsync($"\nthreads, ms: {window.GetProperty("threads")}");
        if (flags.Has("picture") || !double.IsFinite(known))
        {
            await output.WriteLineAsync(await pty.PictureAsync(token));
        }

        return double.IsFinite(known) ? 0 : 1;
    }
}
