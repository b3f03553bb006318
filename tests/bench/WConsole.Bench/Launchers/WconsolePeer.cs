using WConsole.Bench.Screens;

namespace WConsole.Bench.Launchers;

/// <summary>This program: <c>up</c> on a terminal, <c>down</c> in a shell.</summary>
internal sealed class WconsolePeer(string path) : ILauncherPeer
{
    public string Name => "wconsole";

    public string? Missing => null;

    public async Task<ILauncherRun> UpAsync(FleetFolder fleet, IReadOnlyList<FleetWorker> workers, CancellationToken token)
    {
        await File.WriteAllTextAsync(fleet.Path("wconsole.yaml"), "groups:\n" + string.Concat(workers.Select(w => Group(fleet, w))), token);
        return new Run(path, fleet, Pty.Start(120, 36, [path, "up"], fleet.Root, fleet.Environment()));
    }

    private static string Group(FleetFolder fleet, FleetWorker w) =>
        $"  {w.Name}: {{ command: [{string.Join(", ", fleet.Command(w))}]{(w.ReadyLine is null ? "" : $", ready: {{ log: {w.ReadyLine} }}")}{(w.After is null ? "" : $", depends_on: [{w.After}]")}{(w.Kind == "forker" ? ", stop: { deadline: 2s, kill_after: 3s }" : "")} }}\n";

    private sealed class Run(string path, FleetFolder fleet, Pty pty) : ILauncherRun
    {
        public async Task<DateTime> BegunAsync(CancellationToken token) => DateTime.UnixEpoch.AddMilliseconds(await pty.MsAsync("began", token));

        public Pty Screen => pty;

        public IReadOnlyList<int> Own() => [.. fleet.Marked().Where(m => m.Words is [var first, ..] && first == path).Select(m => m.Pid)];

        public Task<double> NamesAsync(IReadOnlyList<FleetWorker> workers, CancellationToken token) => pty.MsAsync($"wait 20 {ScreenText.All(workers)}", token);

        public async Task FollowSecondAsync(CancellationToken token)
        {
            await pty.DoAsync("keys j", token);
            await pty.DoAsync(@"wait 10 INFO \[mail", token);
        }

        public Task<double> SelectAsync(bool next, CancellationToken token) => pty.MsAsync(next ? @"effect 2 \b2/2\b j" : @"effect 2 \b1/2\b k", token);

        public async Task<double> StopAllAsync(CancellationToken token)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(TimeSpan.FromSeconds(15));
            try
            {
                var (ms, code, _, error) = await Timed.RunAsync([path, "down"], fleet.Root, fleet.Environment(), limit.Token);
                return code == 0 ? ms : throw new InvalidOperationException($"wconsole down: {code} {error}");
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return double.NaN;
            }
        }

        public ValueTask DisposeAsync() => pty.DisposeAsync();
    }
}
