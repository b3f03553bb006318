using WConsole.Bench.Screens;

namespace WConsole.Bench.Launchers;

/// <summary>
/// <c>launchers [--binary PATH] [--mprocs PATH] [--turns 7] [--warm 20] [--seconds 20]</c>: the same fleet under this program, mprocs and supervisord in one run; prints the
/// table of docs/performance.md and fails where this program misses its bar.
/// </summary>
internal static class LaunchersBench
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built");
        using var console = await ConsoleProgram.FindAsync(flags, token);
        IReadOnlyList<ILauncherPeer> peers = [new WconsolePeer(console.Path), await MprocsPeer.FindAsync(flags, token), await SupervisordPeer.FindAsync(token)];
        await output.WriteLineAsync($"wconsole: {console.What}; pty 120x36; {flags.Number("turns", 7)} turns of starts and stops, medians (least…most); {Machine.Load()}\n");
        var table = new PeerTable(peers);
        await StartTurns.MeasureAsync(peers, flags.Number("turns", 7), table, token);
        await IdleRun.MeasureAsync(peers, flags.Number("warm", 20), flags.Number("seconds", 20), table, token);
        await FloodRun.MeasureAsync(peers, table, token);
        await FaultRun.MeasureAsync(peers, table, token);
        await output.WriteLineAsync(table.ToString());
        await output.WriteLineAsync($"\n{Machine.Load().Replace("at the start", "at the end", StringComparison.Ordinal)}");
        return table.IsGood ? 0 : 1;
    }
}
