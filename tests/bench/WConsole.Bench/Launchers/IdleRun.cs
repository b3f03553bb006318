namespace WConsole.Bench.Launchers;

/// <summary>Twenty workers that print a line a second: what looking at a silent one costs, and at one of the twenty.</summary>
internal static class IdleRun
{
    public static async Task MeasureAsync(IReadOnlyList<ILauncherPeer> peers, int warm, int seconds, PeerTable table, CancellationToken token)
    {
        var found = new Dictionary<ILauncherPeer, Found>();
        foreach (var peer in peers.Where(p => p.Missing is null))
        {
            using var fleet = new FleetFolder();
            await using var run = await peer.UpAsync(fleet, FleetWorker.WithSilent, token);
            await fleet.AllStartedAsync(FleetWorker.WithSilent, token);
            await PassAsync(run, warm, token);
            var before = Cost.Of(run.Own());
            var bytes = await PassAsync(run, seconds, token);
            var after = Cost.Of(run.Own());
            await run.FollowSecondAsync(token);
            await PassAsync(run, 2, token);
            var follow = await PassAsync(run, seconds, token);
            found[peer] = new Found(bytes / seconds, (after.Cpu - before.Cpu).TotalSeconds / seconds * 100, [.. run.Own().Select(pid => Cost.Of([pid]).Memory)], follow / seconds);
            await run.StopAllAsync(token);
        }

        var own = found[peers[0]];
        table.Add("idle, a silent one selected, ages ticking: bytes/s", "< 300", p => p is SupervisordPeer ? "no screen" : Cell(p, f => $"{f.Idle:0}"), own.Idle < 300);
        table.Add("following a log that gets a line a second: bytes/s", "< 200 + idle", p => p is SupervisordPeer ? "no screen" : Cell(p, f => $"{f.Follow:0}"), own.Follow < 200 + own.Idle);
        table.Add("processor time with 20 workers, silent one selected, % of a core", "< 0.5", p => Cell(p, f => $"{f.Cpu:0.00}"), own.Cpu < 0.5);
        table.Add("memory then, MiB (wconsole: screen + launcher)", "< 60 each", p => Cell(p, f => $"{string.Join(" + ", f.Memory.Select(m => m.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))}"), own.Memory.All(m => m < 60));

        string? Cell(ILauncherPeer peer, Func<Found, FormattableString> text) => found.TryGetValue(peer, out var f) ? FormattableString.Invariant(text(f)) : null;
    }

    // Time passes; what was written to the screen meanwhile.
    private static async Task<double> PassAsync(ILauncherRun run, int seconds, CancellationToken token)
    {
        if (run.Screen is { } screen)
        {
            return (await screen.DoAsync(FormattableString.Invariant($"window {seconds}"), token)).GetProperty("bytes").GetDouble();
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, token);
        return double.NaN;
    }

    private sealed record Found(double Idle, double Cpu, IReadOnlyList<double> Memory, double Follow);
}
