namespace WConsole.Bench.Launchers;

/// <summary>Up and down again, twenty workers, the launchers in turn, so that all meet the same machine.</summary>
internal static class StartTurns
{
    public static async Task MeasureAsync(IReadOnlyList<ILauncherPeer> peers, int turns, PeerTable table, CancellationToken token)
    {
        var (cells, names, started, stopped) = (Samples(), Samples(), Samples(), Samples());
        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var peer in peers.Where(p => p.Missing is null))
            {
                using var fleet = new FleetFolder();
                await using var run = await peer.UpAsync(fleet, FleetWorker.Twenty, token);
                if (run.Screen is { } screen)
                {
                    cells[peer].Add(await screen.MsAsync("first", token));
                    names[peer].Add(await run.NamesAsync(FleetWorker.Twenty, token));
                }

                var last = await fleet.AllStartedAsync(FleetWorker.Twenty, token);
                started[peer].Add(last is { } at ? (at - await run.BegunAsync(token)).TotalMilliseconds : double.NaN);
                if (run.Screen is null)
                {
                    names[peer].Add(await run.NamesAsync(FleetWorker.Twenty, token));
                }

                stopped[peer].Add(await run.StopAllAsync(token));
            }
        }

        table.Add("exec → first cell, ms", "ms", 70, cells);
        table.Add("exec → 20 names on the screen, ms (supervisord: exec of `supervisorctl status` → its end)", "ms", 100, names);
        table.Add("exec → the last of 20 runs its first statement, ms", "ms", 250, started);
        table.Add("stop of all 20, and the prompt is back, ms (`down`; `q`; `supervisorctl stop all`)", "ms", 100, stopped);

        Dictionary<ILauncherPeer, Screens.Sample> Samples() => peers.ToDictionary(p => p, _ => new Screens.Sample());
    }
}
