using System.Diagnostics;
using WConsole.Bench.Screens;

namespace WConsole.Bench.Launchers;

/// <summary>mprocs, from npm: keeper and screen in one process; <c>q</c> stops all and leaves.</summary>
internal sealed class MprocsPeer : ILauncherPeer
{
    private readonly string? _path;

    private MprocsPeer(string? path, string name, string? missing) => (_path, Name, Missing) = (path, name, missing);

    public string Name { get; }

    public string? Missing { get; }

    /// <summary><c>--mprocs PATH</c>; else npm puts it into a folder of this bench, once.</summary>
    public static async Task<MprocsPeer> FindAsync(Flags flags, CancellationToken token)
    {
        if ((flags.Text("mprocs") ?? await InstalledAsync(token)) is not { } path)
        {
            return new MprocsPeer(null, "mprocs", "npm could not install it");
        }

        var (_, _, version, _) = await Timed.RunAsync([path, "--version"], "/", [], token);
        return new MprocsPeer(path, version.Trim(), null);
    }

    public async Task<ILauncherRun> UpAsync(FleetFolder fleet, IReadOnlyList<FleetWorker> workers, CancellationToken token)
    {
        await File.WriteAllTextAsync(
            fleet.Path("mprocs.yaml"), "procs:\n" + string.Concat(workers.Select(w => $"  {w.Name}: {{ cmd: [{string.Join(", ", fleet.Command(w).Select(c => $"\"{c}\""))}] }}\n")), token);
        return new Run(_path!, fleet, Pty.Start(120, 36, [_path!, "--config", fleet.Path("mprocs.yaml")], fleet.Root, fleet.Environment()));
    }

    private static async Task<string?> InstalledAsync(CancellationToken token)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"wconsole-bench-{Environment.UserName}", "mprocs");
        var start = new ProcessStartInfo("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, "mprocs@0.9.6"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Directory.CreateDirectory(folder);
        if (Find(folder) is { } there)
        {
            return there;
        }

        try
        {
            using var npm = Process.Start(start)!;
            await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(token), npm.StandardError.ReadToEndAsync(token));
            await npm.WaitForExitAsync(token);
            return Find(folder);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // The package brings the programs of all systems, and a script in front of them that would be measured too.
    private static string? Find(string folder)
    {
        var machine = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64" : "x86_64";
        return Directory.EnumerateFiles(folder, "mprocs", SearchOption.AllDirectories).FirstOrDefault(f => f.Contains($"linux-{machine}", StringComparison.Ordinal));
    }

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

        public Task<double> SelectAsync(bool next, CancellationToken token) => pty.MsAsync(next ? "answer 2 j" : "answer 2 k", token);

        public Task<double> StopAllAsync(CancellationToken token) => pty.MsAsync("leave 15 q", token);

        public ValueTask DisposeAsync() => pty.DisposeAsync();
    }
}
