using System.Globalization;
using System.Text.RegularExpressions;
using WConsole.Bench.Redis;
using WConsole.Bench.Simulator;
using WConsole.Drivers.Transports.Redis;
using WConsole.Tests.Drivers.Celery;

namespace WConsole.Bench.Screens;

/// <summary>
/// <c>hostile [--binary PATH] [--count 1000000] [--nodes 50] [--big 10485760] [--limit 240]</c>: broken replies and events through Redis into a running console whose
/// workers are named and busy with escape sequences, one of them with a 10 MB reply; then what it counted, what it weighs, what it wrote.
/// </summary>
internal static partial class HostileBench
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built", "picture");
        var (count, limit) = (flags.Number("count", 1_000_000), TimeSpan.FromSeconds(flags.Number("limit", 240)));
        await DecodersAsync(Math.Min(count, 1_000_000), output);
        using var console = await ConsoleProgram.FindAsync(flags, token);
        using var server = await BenchServer.StartAsync(token);
        var endpoint = new RedisEndpoint { Port = server.Port };
        var tally = new InjectedTally();
        var options = new FleetOptions { Nodes = flags.Number("nodes", 50), BusyPercent = 100, Hostile = true, BigReplyBytes = flags.Number("big", 10 << 20), MutatedPermille = 200, EventsPerSecond = 200 };
        await using var link = await RedisConnection.ConnectAsync(endpoint, TimeProvider.System, token);
        await using var fleet = await SimulatedFleet.StartAsync(endpoint, options, tally, TimeProvider.System, token);
        await using var pty = console.OnPty("-b", $"redis://127.0.0.1:{server.Port}/0");
        await output.WriteLineAsync($"wconsole: {console.What}; {Machine.Load()}\n");
        var known = await pty.MsAsync($"wait 30 {options.Nodes} workers", token);
        var before = await pty.DoAsync("stat", token);
        var begun = TimeProvider.System.GetTimestamp();
        var injector = new Injector(link, tally, seed: 7);
        var injecting = injector.RunAsync(count, limit, token);
        await WalkAsync(pty, injecting, token);
        var taken = await injecting;
        var took = TimeProvider.System.GetElapsedTime(begun);
        await fleet.DisposeAsync();
        taken &= await injector.DrainedAsync(TimeSpan.FromSeconds(10), token);
        var shown = await MalformedOnSelfAsync(pty, tally.Malformed, token);
        var stat = await pty.DoAsync("stat", token);
        var verdict = new Verdict(output);
        await verdict.HeadAsync();
        await verdict.RowAsync($"injected through Redis", $"{tally.Replies} replies, {tally.Events} events in {took.TotalSeconds:0} s ({(tally.Replies + tally.Events) / took.TotalSeconds:0} /s){(taken ? "" : ", NOT ALL TAKEN")}", $"≥ {count}", taken && tally.Replies + tally.Events >= count);
        await verdict.RowAsync($"workers seen first", $"{(double.IsFinite(known) ? "all" : "NOT ALL")}, names full of escape sequences", $"{options.Nodes}", double.IsFinite(known));
        await verdict.RowAsync($"process at the end", $"{(stat.GetProperty("alive").GetBoolean() ? "alive" : "DEAD")}", $"alive", stat.GetProperty("alive").GetBoolean());
        var peak = stat.GetProperty("peak_kb").GetInt32() / 1024.0;
        await verdict.RowAsync($"memory at most (VmHWM)", $"{peak:0} MiB ({before.GetProperty("peak_kb").GetInt32() / 1024.0:0} before the injection)", $"< 150 MB", peak > 0 && peak * 1.048576 < 150);
        var foreign = stat.GetProperty("foreign").GetInt64();
        await verdict.RowAsync($"on the terminal, neither text nor a sequence of the encoder", $"{foreign} of {stat.GetProperty("bytes")} bytes, {stat.GetProperty("frames")} frames", $"0", foreign == 0);
        await verdict.RowAsync($"cut short, certainly no JSON", $"{tally.NotJson}, all refused by the decoders: {tally.NotJson == tally.NotJsonRefused}", $"all", tally.NotJson == tally.NotJsonRefused);
        await verdict.RowAsync($"malformed: injected / shown by `self`", $"{tally.Malformed} / {shown}", $"equal", shown == tally.Malformed);
        await verdict.RowAsync($"control messages that real workers could not read", $"{fleet.BadCalls} of {fleet.Calls}", $"0", fleet.BadCalls == 0);
        if (foreign > 0)
        {
            await output.WriteLineAsync(string.Join('\n', stat.GetProperty("examples").EnumerateArray().Select(e => e.GetString())));
        }

        if (flags.Has("picture") || shown != tally.Malformed)
        {
            await output.WriteLineAsync(await pty.PictureAsync(token));
        }

        return verdict.IsGood ? 0 : 1;
    }

    // An operator at work meanwhile: into workers and out again, through all views.
    private static async Task WalkAsync(Pty pty, Task injecting, CancellationToken token)
    {
        string[] keys = [@"\r", "j", "j", "G", @"\x1b", "j", @"\x1b[6~", ":queues\\r", ":self\\r", ":workers\\r", "G", "k", @"\r", @"\x1b", "g"];
        for (var i = 0; !injecting.IsCompleted; i++)
        {
            await pty.DoAsync("keys " + keys[i % keys.Length], token);
            await Task.WhenAny(injecting, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, token));
        }
    }

    private static async Task<long> MalformedOnSelfAsync(Pty pty, long expected, CancellationToken token)
    {
        await pty.DoAsync(@"keys \x1b", token);
        await pty.DoAsync("settle 300 3", token);
        await pty.DoAsync(@"keys :self\r", token);
        await pty.MsAsync($"wait 15 malformed messages +{expected}\\b", token);
        var line = MalformedLine().Match(await pty.PictureAsync(token));
        return line.Success ? long.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture) : -1;
    }

    private static async Task DecodersAsync(int mutants, TextWriter output)
    {
        var run = new FuzzRun(20261121, [.. Captured.Messages.Select(m => m.Payload)]);
        var begun = TimeProvider.System.GetTimestamp();
        run.Run(mutants);
        var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"In process: {mutants} mutants through every decoder in {seconds:0.0} s ({mutants / seconds:0} /s): {run.Read} read, {run.Malformed} malformed, {run.Unsupported} unsupported; at most {run.MostAllocated} B for one. {Machine.Load()}\n"));
    }

    [GeneratedRegex(@"malformed messages\s+(\d+)")]
    private static partial Regex MalformedLine();
}
