namespace WConsole.Bench.Launchers;

/// <summary>The fleet with those that die, fork and wait: what a crash does to the others, what lives on after a KILL of the launcher, what is doubled by its next start, and what a stop leaves behind.</summary>
internal static class FaultRun
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);

    // The workers print once a second: who cannot print any more has died after two.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    public static async Task MeasureAsync(IReadOnlyList<ILauncherPeer> peers, PeerTable table, CancellationToken token)
    {
        var found = new Dictionary<ILauncherPeer, Found>();
        foreach (var peer in peers.Where(p => p.Missing is null))
        {
            found[peer] = await MeasureAsync(peer, token);
        }

        var own = found[peers[0]];
        table.Add("of 20, alive 10 s after `crash0` and `crash5` began to die", "20", p => Cell(p, f => $"{f.BesideCrashes}"), own.BesideCrashes == 20);
        table.Add("starts of `crash0` in those 10 s", "≤ 5", p => Cell(p, f => $"{f.Tries}"), own.Tries is > 1 and <= 5);
        table.Add("launcher and screen killed (KILL): of 20, alive 3 s later", "20", p => Cell(p, f => $"{f.AfterKill}"), own.AfterKill == 20);
        table.Add("of those, the same after it was started again; processes where 20 should be", "20; 20", p => Cell(p, f => $"{f.Same}; {f.AfterStart}"), own is { Same: 20, AfterStart: 20 });
        table.Add("stop of all with `slow` (8 s) and `forker`: ms until the prompt", "", p => Cell(p, f => double.IsFinite(f.StopMs) ? $"{f.StopMs:0}" : (FormattableString)$"not within 15 s"), null);
        table.Add("processes left behind by it, all told / of `forker`", "0 / 0", p => Cell(p, f => $"{f.Left} / {f.LeftOfForker}"), own is { Left: 0, LeftOfForker: 0 });

        string? Cell(ILauncherPeer peer, Func<Found, FormattableString> text) => found.TryGetValue(peer, out var f) ? FormattableString.Invariant(text(f)) : null;
    }

    private static async Task<Found> MeasureAsync(ILauncherPeer peer, CancellationToken token)
    {
        using var fleet = new FleetFolder();
        IReadOnlyList<int> before;
        int beside, tries, afterKill;
        await using (var run = await peer.UpAsync(fleet, FleetWorker.WithFaults, token))
        {
            await fleet.AllStartedAsync([.. FleetWorker.WithFaults.Where(w => w.After is null)], token);
            await Task.Delay(Watched, TimeProvider.System, token);
            (beside, tries) = (fleet.Living(FleetWorker.Twenty).Count, fleet.Runs("crash0"));
            before = fleet.Living(FleetWorker.Twenty);
            foreach (var pid in run.Own())
            {
                _ = Drivers.Hosts.LibC.Kill(pid, 9);
            }

            await Task.Delay(Settled, TimeProvider.System, token);
            afterKill = fleet.Living(FleetWorker.Twenty).Count;
        }

        await using var again = await peer.UpAsync(fleet, FleetWorker.WithFaults, token);
        await Task.Delay(Settled, TimeProvider.System, token);
        var after = fleet.Living(FleetWorker.Twenty);
        var stop = await again.StopAllAsync(token);
        var own = again.Own();
        var left = fleet.Marked().Where(m => !own.Contains(m.Pid) && m.Words is [var first, ..] && (first is "/bin/sh" or "sh" or "sleep")).ToList();
        return new Found(
            beside, tries, afterKill, after.Intersect(before).Count(), after.Count, stop, left.Count(m => m.Words is not ["sleep", "1" or "0.2" or "8"]), left.Count(m => m.Words is ["sleep", "7120" or "7121"]));
    }

    private sealed record Found(int BesideCrashes, int Tries, int AfterKill, int Same, int AfterStart, double StopMs, int Left, int LeftOfForker);
}
