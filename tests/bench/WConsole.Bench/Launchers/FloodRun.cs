using System.Diagnostics;

namespace WConsole.Bench.Launchers;

/// <summary>One child prints 1,000,000 lines of 75 bytes as fast as it can, selected and followed: how much it is held up, what it does to memory, and whether a key is answered meanwhile.</summary>
internal static class FloodRun
{
    private const int Lines = 1_000_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task MeasureAsync(IReadOnlyList<ILauncherPeer> peers, PeerTable table, CancellationToken token)
    {
        var (toNothing, toFile) = (await AloneAsync("/dev/null", token), await AloneAsync("flood.log", token));
        var found = new Dictionary<ILauncherPeer, (double Rate, double Growth, double Key)>();
        foreach (var peer in peers.Where(p => p.Missing is null))
        {
            using var fleet = new FleetFolder();
            await using var run = await peer.UpAsync(fleet, FleetWorker.Flood, token);
            await fleet.AllStartedAsync(FleetWorker.Flood, token);
            await run.NamesAsync(FleetWorker.Flood, token);
            if (run.Screen is { } quiet)
            {
                await quiet.DoAsync("settle 1000 5", token);
            }

            var own = run.Own();
            var before = Cost.Of(own);
            fleet.Go();
            await Waiting.UntilAsync(() => fleet.Stamp("begin") is not null, Limit, token);

            // Down and up again, waiting for each to be seen: both programs can be seen to be selected.
            var keys = run.Screen is null ? double.NaN : await KeysAsync(run, fleet, token);
            await Waiting.UntilAsync(() => fleet.Stamp("end") is not null, Limit, token);
            if (run.Screen is { } after)
            {
                await after.DoAsync("settle 1000 5", token);
            }

            var seconds = fleet.Stamp("end") is { } end && fleet.Stamp("begin") is { } begin ? (end - begin).TotalSeconds : double.NaN;
            found[peer] = (Lines / seconds / 1000, Cost.Of(own).Memory - before.Memory, keys);
            await run.StopAllAsync(token);
        }

        var mine = found[peers[0]];
        table.Add(FormattableString.Invariant($"a million lines of one child, thousand lines/s (alone: {toNothing:0} to /dev/null, {toFile:0} to a file)"), "> 500", p => Cell(p, f => f.Rate, "0"), mine.Rate > 500);
        table.Add("memory after it against before, MiB", "< 32", p => Cell(p, f => f.Growth, "+0.0;-0.0"), mine.Growth < 32);
        table.Add("a key meanwhile → seen, ms (median; mprocs: the first byte)", "< 30", p => p is SupervisordPeer ? "no screen" : Cell(p, f => f.Key, "0.0"), mine.Key < 30);

        string? Cell(ILauncherPeer peer, Func<(double Rate, double Growth, double Key), double> value, string format) =>
            found.TryGetValue(peer, out var f) && double.IsFinite(value(f)) ? value(f).ToString(format, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static async Task<double> KeysAsync(ILauncherRun run, FleetFolder fleet, CancellationToken token)
    {
        var keys = new Screens.Sample();
        for (var i = 0; i < 40 && fleet.Stamp("end") is null; i++)
        {
            keys.Add(await run.SelectAsync(i % 2 == 0, token));
        }

        return keys.Median;
    }

    /// <summary>The same child with nobody over it, in thousand lines a second.</summary>
    private static async Task<double> AloneAsync(string target, CancellationToken token)
    {
        using var fleet = new FleetFolder();
        fleet.Go();
        var command = fleet.Command(FleetWorker.Flood[0]);
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec \"$@\" >{target}", "sh", .. command]) { WorkingDirectory = fleet.Root };
        foreach (var (key, value) in fleet.Environment())
        {
            start.Environment[key] = value;
        }

        using var child = Process.Start(start)!;
        await Waiting.UntilAsync(() => fleet.Stamp("end") is not null, Limit, token);
        fleet.End();
        await child.WaitForExitAsync(token);
        return fleet.Stamp("end") is { } end && fleet.Stamp("begin") is { } begin ? Lines / (end - begin).TotalSeconds / 1000 : double.NaN;
    }
}
