using System.Diagnostics;
using System.Globalization;
using WConsole.Bench.Redis;

namespace WConsole.Bench.Screens;

/// <summary>
/// <c>startup [--binary PATH] [--runs N]</c>: on three real workers, the batch list beside <c>celery status</c> (runs take turns, so that both meet
/// the same machine), and on a pty the time from exec to the first cell and to the first worker's name. Then how much the runtime still compiled: a
/// published program that compiles more than a few methods lost its profile (<c>src/start-profile.cs</c>), and that is a failure.
/// </summary>
internal static class StartupBench
{
    private const int FewMethods = 20;

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built");
        var runs = Math.Max(flags.Number("runs", 9), 7);
        using var console = await ConsoleProgram.FindAsync(flags, token);
        await output.WriteLineAsync($"wconsole: {console.What}; {runs} runs each, medians (least…most), ms; {Machine.Load()}\n");
        await output.WriteLineAsync("| workers | wconsole --batch workers -o json | celery status | ratio | wconsole version (no Redis) | exec → first cell | exec → first frame | exec → first name |\n|---|---|---|---|---|---|---|---|");
        var compiled = 0;
        foreach (var (version, celery) in await CeleriesAsync(token))
        {
            using var server = await BenchServer.StartAsync(token);
            using var trio = await CeleryTrio.StartAsync(celery, server, token);
            Sample batch = new(), status = new(), nothing = new(), cell = new(), frame = new(), name = new();
            for (var i = 0; i < runs; i++)
            {
                var ours = await console.RunAsync(token, "--batch", "workers", "-o", "json", "-b", trio.Broker);
                batch.Add(Whole("wconsole", ours) ? ours.Ms : throw new InvalidOperationException("wconsole: " + ours.Error + ours.Out));
                var theirs = await trio.StatusAsync(token);
                status.Add(Whole("celery", theirs) ? theirs.Ms : throw new InvalidOperationException("celery: " + theirs.Error + theirs.Out));
                nothing.Add((await console.RunAsync(token, "--batch", "version")).Ms);
                await using var pty = console.OnPty("-b", trio.Broker);
                cell.Add(await pty.MsAsync("first", token));
                frame.Add(await pty.MsAsync(@"wait 20 workers\(", token));
                name.Add(await pty.MsAsync($"wait 20 ({string.Join('|', CeleryTrio.Names.Select(n => n.Split('@')[0] + "@"))})", token));
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"| 3 × {version} | {batch} | {status} | 1/{status.Median / batch.Median:0.0} | {nothing} | {cell} | {frame} | {name} |"));
            compiled = await CompiledAsync(console, trio, token);
        }

        var lost = !flags.Has("built") && compiled > FewMethods;
        await output.WriteLineAsync($"\nmethods compiled while the list was made: {compiled}{(lost ? $", more than {FewMethods}: the profile is not applied, or src/start-methods.txt is stale" : "")}");
        return lost ? 1 : 0;
    }

    // The runtime's own list of what it compiled, a line for each.
    private static async Task<int> CompiledAsync(ConsoleProgram console, CeleryTrio trio, CancellationToken token)
    {
        var list = Path.Combine(console.Home, $"compiled-{Guid.NewGuid():n}.txt");
        Dictionary<string, string> environment = new(console.Environment()) { ["DOTNET_JitStdOutFile"] = list, ["DOTNET_JitDisasmSummary"] = "1" };
        await Timed.RunAsync([console.Path, "--batch", "workers", "-o", "json", "-b", trio.Broker], console.Home, environment, token);
        return (await File.ReadAllLinesAsync(list, token)).Length;
    }

    // A run that did not see all three workers measures nothing.
    private static bool Whole(string who, (double Ms, int Code, string Out, string Error) run) =>
        run.Code == 0 && CeleryTrio.Names.All(n => run.Out.Contains(who == "celery" ? n : $"\"{n}\"", StringComparison.Ordinal));

    private static async Task<List<(string Version, IReadOnlyList<string> Command)>> CeleriesAsync(CancellationToken token)
    {
        List<(string, IReadOnlyList<string>)> found = [];
        if (File.Exists("/usr/bin/celery"))
        {
            found.Add(("Celery 5.2.6 (Debian)", ["/usr/bin/python3", "/usr/bin/celery"]));
        }

        if (Environment.GetEnvironmentVariable("WCONSOLE_PEERS") is { Length: > 0 } peers && File.Exists(Path.Combine(peers, "python-peer")))
        {
            var home = Path.Combine(Path.GetTempPath(), $"wconsole-peers-{Environment.UserName}", "celery57");
            Directory.CreateDirectory(Path.GetDirectoryName(home)!);
            using var make = Process.Start(new ProcessStartInfo("/usr/bin/flock", [home + ".lock", Path.Combine(peers, "python-peer"), "celery", home]) { RedirectStandardOutput = true })!;
            await make.StandardOutput.ReadToEndAsync(token);
            await make.WaitForExitAsync(token);
            found.Add(("Celery 5.7.0", [Path.Combine(home, "bin/python"), Path.Combine(home, "bin/celery")]));
        }

        return found;
    }
}
