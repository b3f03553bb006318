using System.Diagnostics;
using WConsole.Bench.Screens;

namespace WConsole.Bench.Launchers;

/// <summary>supervisord as Debian packages it, with settings, socket and logs of its own; its screen is the list that <c>supervisorctl status</c> prints.</summary>
internal sealed class SupervisordPeer : ILauncherPeer
{
    private const string Daemon = "/usr/bin/supervisord";

    private SupervisordPeer(string name, string? missing) => (Name, Missing) = (name, missing);

    public string Name { get; }

    public string? Missing { get; }

    public static async Task<SupervisordPeer> FindAsync(CancellationToken token) => File.Exists(Daemon)
        ? new SupervisordPeer($"supervisord {(await Timed.RunAsync([Daemon, "--version"], "/", [], token)).Out.Trim()}", null)
        : new SupervisordPeer("supervisord", "Debian's package supervisor is not installed");

    public async Task<ILauncherRun> UpAsync(FleetFolder fleet, IReadOnlyList<FleetWorker> workers, CancellationToken token)
    {
        var settings = fleet.Path("supervisord.conf");
        Directory.CreateDirectory(fleet.Path("logs"));
        await File.WriteAllTextAsync(
            settings,
            $"""
            [unix_http_server]
            file={fleet.Path("supervisor.sock")}
            [supervisord]
            logfile={fleet.Path("supervisord.log")}
            pidfile={fleet.Path("supervisord.pid")}
            childlogdir={fleet.Path("logs")}
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [supervisorctl]
            serverurl=unix://{fleet.Path("supervisor.sock")}

            """ + string.Concat(workers.Select(w => $"[program:{w.Name}]\ncommand={string.Join(' ', fleet.Command(w))}\nredirect_stderr=true\n")),
            token);
        var begun = TimeProvider.System.GetUtcNow().UtcDateTime;
        var start = new ProcessStartInfo(Daemon, ["-n", "-c", settings]) { WorkingDirectory = fleet.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in fleet.Environment())
        {
            start.Environment[key] = value;
        }

        var daemon = Process.Start(start)!;
        daemon.OutputDataReceived += static (_, _) => { };
        daemon.ErrorDataReceived += static (_, _) => { };
        daemon.BeginOutputReadLine();
        daemon.BeginErrorReadLine();
        return new Run(fleet, settings, daemon, begun);
    }

    private sealed class Run(FleetFolder fleet, string settings, Process daemon, DateTime begun) : ILauncherRun
    {
        public Task<DateTime> BegunAsync(CancellationToken token) => Task.FromResult(begun);

        public Pty? Screen => null;

        public IReadOnlyList<int> Own() => daemon.HasExited ? [] : [daemon.Id];

        public async Task<double> NamesAsync(IReadOnlyList<FleetWorker> workers, CancellationToken token)
        {
            var (ms, _, text, _) = await ControlAsync(token, "status");
            return workers.All(w => text.Contains(w.Name, StringComparison.Ordinal)) ? ms : double.NaN;
        }

        public Task FollowSecondAsync(CancellationToken token) => Task.CompletedTask;

        public Task<double> SelectAsync(bool next, CancellationToken token) => Task.FromResult(double.NaN);

        public async Task<double> StopAllAsync(CancellationToken token)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(TimeSpan.FromSeconds(15));
            try
            {
                return (await ControlAsync(limit.Token, "stop", "all")).Ms;
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                return double.NaN;
            }
        }

        public async ValueTask DisposeAsync()
        {
            _ = daemon.HasExited ? 0 : Drivers.Hosts.LibC.Kill(daemon.Id, 15);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15), TimeProvider.System);
            await daemon.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!daemon.HasExited)
            {
                daemon.Kill();
            }

            daemon.Dispose();
        }

        private Task<(double Ms, int Code, string Out, string Error)> ControlAsync(CancellationToken token, params string[] words) =>
            Timed.RunAsync(["/usr/bin/supervisorctl", "-c", settings, .. words], fleet.Root, fleet.Environment(), token);
    }
}
