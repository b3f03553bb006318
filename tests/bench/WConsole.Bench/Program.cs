using WConsole.Bench.Book;
using WConsole.Bench.Launchers;
using WConsole.Bench.Redis;
using WConsole.Bench.Screens;
using WConsole.Bench.Simulator;
using WConsole.Bench.Trees;

#pragma warning disable RS0030 // A measuring program writes its table to stdout.
var benches = new Dictionary<string, Func<string[], TextWriter, CancellationToken, Task<int>>>
{
    // name → what it measures; each prints a table and returns an exit code.
    ["redis"] = RedisBench.RunAsync,
    ["fuzz-resp"] = RespFuzzBench.RunAsync,
    ["startup"] = StartupBench.RunAsync,
    ["idle"] = IdleBench.RunAsync,
    ["nodes500"] = NodesBench.RunAsync,
    ["load"] = LoadBench.RunAsync,
    ["long-table"] = LongTableBench.RunAsync,
    ["slow-link"] = SlowLinkBench.RunAsync,
    ["hostile"] = HostileBench.RunAsync,
    ["kill-tree"] = KillTreeBench.RunAsync,
    ["launchers"] = LaunchersBench.RunAsync,
    ["screens"] = ScreensCommand.RunAsync,
    ["simulate"] = SimulateCommand.RunAsync,
    ["check-simulator"] = SimulatorCheck.RunAsync,
};

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

if (args.Length > 0 && benches.TryGetValue(args[0], out var bench))
{
    try
    {
        return await bench(args[1..], Console.Out, stop.Token);
    }
    catch (Exception failed)
    {
        // Caught, so that the benches' servers are ended on the way out.
        await Console.Error.WriteLineAsync(failed.ToString());
        return 1;
    }
}

await Console.Error.WriteLineAsync($"usage: WConsole.Bench {string.Join('|', benches.Keys)} [options]");
return 2;
