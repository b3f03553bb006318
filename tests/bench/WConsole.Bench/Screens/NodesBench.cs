using System.Globalization;
using WConsole.Bench.Redis;
using WConsole.Bench.Simulator;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Screens;

/// <summary><c>nodes500 [--binary PATH] [--nodes 500] [--keys 240]</c>: a big fleet: until all are known, and how long a key waits for its frame.</summary>
internal static class NodesBench
{
    // Round and round, each of them moving something on the screen.
    private const string Keys = @"j j j \x1b[6~ j j k G k k \x1b[5~ k g";

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built", "picture");
        var (nodes, keys) = (flags.Number("nodes", 500), flags.Number("keys", 240));
        using var console = await ConsoleProgram.FindAsync(flags, token);
        using var server = await BenchServer.StartAsync(token);
        await using var fleet = await SimulatedFleet.StartAsync(new RedisEndpoint { Port = server.Port }, new FleetOptions { Nodes = nodes }, null, TimeProvider.System, token);
        var broker = $"redis://127.0.0.1:{server.Port}/0";
        await output.WriteLineAsync($"wconsole: {console.What}; {nodes} simulated workers beating every 2 s; {Machine.Load()}\n");
        Sample batch = new();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            var run = await console.RunAsync(token, "--batch", "workers", "-o", "name", "-b", broker);
            batch.Add(run.Ms);
            string[] lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (run.Code != 0 || lines.Length != nodes)
            {
                await output.WriteLineAsync($"batch saw {lines.Length} of {nodes} workers, exit code {run.Code}: {run.Error}");
            }
        }

        await using var pty = console.OnPty("-b", broker);
        var cell = await pty.MsAsync("first", token);
        var known = await pty.MsAsync($"wait 30 {nodes} workers", token);
        var ready = await pty.MsAsync($"wait 60 {nodes} workers: {nodes} ready", token);
        await pty.DoAsync("settle 1000 20", token);
        var floor = await FloorAsync(console, keys, token);
        var moved = await FramesAsync(pty, keys, token);
        var again = await FloorAsync(console, keys, token);
        var stat = await pty.DoAsync("stat", token);
        await output.WriteLineAsync("| measured | ms |\n|---|---|");
        await output.WriteLineAsync($"| `--batch workers -o name`, all {nodes} | {batch} |");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| exec → first cell | {cell:0} |\n| exec → \"{nodes} workers\" on screen | {known:0} |\n| exec → all ready, every fact known | {ready:0} |"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| key → last byte of its frame, {moved.Count} keys: p50 / p90 / p99 / most | {moved.At(0.5):0.00} / {moved.At(0.9):0.00} / {moved.At(0.99):0.00} / {moved.At(1):0.00} |\n| the same of a loop that only echoes ({floor.Count + again.Count} keys, before and after): the machine's floor | {Both(floor, again).At(0.5):0.00} / {Both(floor, again).At(0.9):0.00} / {Both(floor, again).At(0.99):0.00} / {Both(floor, again).At(1):0.00} |"));
        await output.WriteLineAsync($"\nmemory at most {stat.GetProperty("peak_kb").GetInt32() / 1024} MiB; {keys - moved.Count} of {keys} keys caused no frame within 1 s");
        if (flags.Has("picture") || !double.IsFinite(ready))
        {
            await output.WriteLineAsync(await pty.PictureAsync(token));
        }

        return double.IsFinite(ready) ? 0 : 1;
    }

    private static Sample Both(Sample one, Sample other)
    {
        var both = new Sample();
        both.AddRange([.. one.Values, .. other.Values]);
        return both;
    }

    private static async Task<Sample> FramesAsync(Pty pty, int keys, CancellationToken token)
    {
        var result = await pty.DoAsync($"frames {keys} {Keys}", token);
        var sample = new Sample();
        sample.AddRange(result.GetProperty("ms").EnumerateArray().Select(m => m.GetDouble()));
        return sample;
    }

    // Measured in the same way, of a program that answers each key at once: what is left is the machine and the pty driver.
    internal static async Task<Sample> FloorAsync(ConsoleProgram console, int keys, CancellationToken token)
    {
        const string Echo = "import os,tty\ntty.setraw(0)\nos.write(1,b'x')\nwhile os.read(0,64): os.write(1,b'\\x1b[?2026hx\\x1b[?2026l')";
        await using var pty = Pty.Start(120, 36, ["python3", "-c", Echo], console.Home, console.Environment());
        await pty.DoAsync("first", token);
        return await FramesAsync(pty, keys, token);
    }
}
