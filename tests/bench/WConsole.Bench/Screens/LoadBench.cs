using System.Globalization;
using WConsole.Bench.Redis;
using WConsole.Bench.Simulator;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Screens;

/// <summary>
/// <c>load [--binary PATH] [--nodes 500] [--events 10000] [--keys 200] [--resizes 24]</c>: a big fleet under load: from a key to the frame that shows its effect, and whether
/// every frame is whole while the terminal changes its size.
/// </summary>
internal static class LoadBench
{
    private static readonly string[] Sizes = ["40x12", "80x24", "120x36", "200x60"];

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built", "picture");
        var (nodes, events, keys, resizes) = (flags.Number("nodes", 500), flags.Number("events", 10_000), flags.Number("keys", 200), flags.Number("resizes", 24));
        using var console = await ConsoleProgram.FindAsync(flags, token);
        using var server = await BenchServer.StartAsync(token);
        await using var fleet = await SimulatedFleet.StartAsync(
            new RedisEndpoint { Port = server.Port }, new FleetOptions { Nodes = nodes, BusyPercent = 60, EventsPerSecond = events }, null, TimeProvider.System, token);
        await output.WriteLineAsync(Inv($"wconsole: {console.What}; {nodes} simulated workers, {events} task events/s asked for, pty 120×36; {Machine.Load()}\n"));
        await using var pty = console.OnPty("-b", $"redis://127.0.0.1:{server.Port}/0");
        var known = await pty.MsAsync($"wait 60 {nodes} workers", token);

        // By name: the order stays while everything else changes.
        await pty.DoAsync(@"keys \x1b[1;2C", token);
        await pty.DoAsync("wait 10 NAME↑", token);
        await pty.DoAsync("keys g", token);
        await pty.DoAsync($"wait 10 \\b1/{nodes}\\b", token);
        var before = fleet.Events;
        var window = await pty.DoAsync("window 5", token);
        var rate = (fleet.Events - before) / window.GetProperty("seconds").GetDouble();
        var moved = await MovesAsync(pty, nodes, keys, token);
        var floor = await NodesBench.FloorAsync(console, keys, token);
        var torn = await TornAsync(pty, console, resizes, token);
        var stat = await pty.DoAsync("stat", token);

        var verdict = new Verdict(output);
        await verdict.HeadAsync();
        await verdict.RowAsync($"events a second that really came", $"{rate:0}", $"–", true);
        await verdict.RowAsync($"exec → \"{nodes} workers\" on screen", $"{known:0} ms", $"–", double.IsFinite(known));
        await verdict.RowAsync($"key → the frame with its effect, {moved.Count} keys: p50 / p90 / most", $"{moved.At(0.5):0.0} / {moved.At(0.9):0.0} / {moved.At(1):0.0} ms", $"–", true);
        await verdict.RowAsync($"the same: p99", $"{moved.At(0.99):0.0} ms", $"< 30 ms", moved.At(0.99) < 30);
        await verdict.RowAsync($"of a loop that only echoes, under the same load: p50 / p99, the machine's floor", $"{floor.At(0.5):0.0} / {floor.At(0.99):0.0} ms", $"–", true);
        await verdict.RowAsync($"frames while the size changed {resizes} times", $"{torn.Frames}, {torn.Problems.Count} torn", $"0 torn", torn.Problems.Count == 0 && torn.Frames > resizes);
        await verdict.RowAsync($"memory at most", $"{stat.GetProperty("peak_kb").GetInt32() / 1024} MiB", $"–", true);
        foreach (var problem in torn.Problems.Take(5))
        {
            await output.WriteLineAsync(problem);
        }

        if (flags.Has("picture") || !verdict.IsGood)
        {
            await output.WriteLineAsync(await pty.PictureAsync(token));
        }

        return verdict.IsGood ? 0 : 1;
    }

    private static async Task<Sample> MovesAsync(Pty pty, int nodes, int keys, CancellationToken token)
    {
        var moves = new Sample();
        var row = 1;
        for (var i = 0; i < keys; i++)
        {
            // Down through the rows and back up, over more than a screen.
            var down = i / 60 % 2 == 0;
            row = Math.Clamp(row + (down ? 1 : -1), 1, nodes);
            moves.Add(await pty.MsAsync(Inv($"effect 5 \\b{row}/{nodes}\\b {(down ? "j" : "k")}"), token));
        }

        return moves;
    }

    private static async Task<(int Frames, IReadOnlyList<string> Problems)> TornAsync(Pty pty, ConsoleProgram console, int resizes, CancellationToken token)
    {
        var path = Path.Combine(console.Home, "record");
        await pty.DoAsync($"record {path}", token);
        for (var i = 0; i < resizes; i++)
        {
            await pty.DoAsync($"resize {Sizes[i * 7 % 5 % Sizes.Length]}", token);
            await pty.DoAsync("keys j", token);
            await pty.DoAsync(string.Create(CultureInfo.InvariantCulture, $"window {(i % 3 == 0 ? 0.05 : 0.4)}"), token);
        }

        await pty.DoAsync("window 0.5", token);
        return FrameJudge.Judge(await File.ReadAllLinesAsync(path, token));
    }

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
