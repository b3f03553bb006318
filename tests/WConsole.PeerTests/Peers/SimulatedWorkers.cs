using System.Globalization;

namespace WConsole.PeerTests.Peers;

/// <summary>Celery workers that do not exist, on a real Redis: the simulator of the benches as a process of its own.</summary>
public sealed class SimulatedWorkers : IAsyncDisposable
{
    private readonly TestDirectory _directory;
    private readonly ChildProcess _process;

    private SimulatedWorkers(TestDirectory directory, ChildProcess process) => (_directory, _process) = (directory, process);

    /// <summary>Starts so many, and returns when each of them listens.</summary>
    public static async Task<SimulatedWorkers> StartAsync(string broker, int workers, int hosts, int busyPercent, CancellationToken token, params string[] more)
    {
        var directory = new TestDirectory();
        string[] command =
        [
            "dotnet", Program(), "simulate", workers.ToString(CultureInfo.InvariantCulture), "--broker", broker, "--hosts", hosts.ToString(CultureInfo.InvariantCulture),
            "--busy", busyPercent.ToString(CultureInfo.InvariantCulture), "--seconds", "600", .. more,
        ];
        var simulated = new SimulatedWorkers(directory, ChildProcess.Start(directory.Path, "simulator", command));
        await Until.TrueAsync(() => ValueTask.FromResult(simulated._process.Output().Contains("nodes answer", StringComparison.Ordinal)), TimeSpan.FromSeconds(60), () => $"the simulator: {simulated._process.Output()}", token);
        return simulated;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>The bench program: built with the tests, into its own folder; tests/bench/WConsole.Bench/bin/Debug/net10.0 beside tests/X/bin/Debug/net10.0.</summary>
    internal static string Program()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var tests = framework.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(tests, "bench/WConsole.Bench/bin", framework.Parent.Name, framework.Name, "WConsole.Bench.dll");
    }
}
