using System.Diagnostics;
using System.Globalization;
using WConsole.Bench.Redis;

namespace WConsole.Bench.Screens;

/// <summary>
/// <c>startup [--binary PATH] [--runs N]</c>: on three real workers, the batch list beside <c>celery status</c> (runs take turns, so that both meet
/// the same machine), and on a pty the time from exec to the first cell and to the first worker's name.
/// </summary>
internal static class StartupBench
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built");
        var runs = Math.Max(flags.Number("runs", 9), 7);
        using var console = await ConsoleProgram.FindAsync(flags, token);
        await output.WriteLineAsync($"wconsole: {console.What}; {runs} runs each, medians (least…most), ms; {Machine.Load()}\n");
        await output.WriteLineAsync("| workers | wconsole --batch workers -o json | celery status | ratio | wconsole version (no Redis) | exec → first cell | exec → first frame | exec → first name |\n|---|---|---|---|---|---|---|---|");
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
        }

        return 0;
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
