using System.Diagnostics;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Real Celery workers that were started by hand, restarted by the local launcher.</summary>
public sealed class UnkeptRestartTests
{
    [Fact(Timeout = 240_000)]
    public async Task Its_task_ends_first_and_it_comes_back_the_same_under_the_launcher()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("redis-server", "celery", "python3");
        await using var redis = await RedisServer.StartAsync(token);
        await using var rig = new LauncherRig();
        using var worker = await StartAsync(rig, redis, token);
        try
        {
            var id = (await rig.DoneAsync(token, "--batch", "workers", "-b", redis.CeleryUrl(), "-o", "name")).Out.Trim();
            Assert.StartsWith("celery/w1@", id, StringComparison.Ordinal);
            var dry = await rig.DoneAsync(token, "--batch", "restart", id, "-b", redis.CeleryUrl(), "--dry-run", "-o", "json");
            Assert.Contains("keeps it as w1:0 from then on", dry.Out + dry.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("geheim", dry.Out + dry.Error, StringComparison.Ordinal);

            await Shell.RunAsync(rig.Wconsole.File(""), "NO_COLOR=1 /usr/bin/python3 /usr/bin/celery -A shop call nap --args '[3]'", token);
            await Until.TrueAsync(() => ValueTask.FromResult(File.ReadAllText(rig.Wconsole.File("w1.log")).Contains("received", StringComparison.Ordinal)), LauncherRig.Patience, () => "the task was not received", token);
            var restarted = await rig.DoneAsync(token, "--batch", "restart", id, "-b", redis.CeleryUrl(), "--yes", "--timeout", "90s");
            Assert.Contains("restarted as pid", restarted.Out + restarted.Error, StringComparison.Ordinal);
            Assert.Equal("done of hand\n", await File.ReadAllTextAsync(rig.Wconsole.File("done"), token));
            Assert.True(worker.HasExited);

            await using var line = await rig.LineAsync(token);
            var kept = line.Picture.Find("w1:0")!;
            Assert.Equal(ProgramPhase.Running, kept.State.Phase);
            var pid = kept.State.Process!.Pid;
            Assert.NotEqual(worker.Id, pid);
            var environment = (await File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ"), token)).Split('\0');
            Assert.Contains("MADE_BY=hand", environment);
            Assert.Contains("DB_PASSWORD=geheim", environment);
            Assert.Equal(id, (await rig.DoneAsync(token, "--batch", "workers", "-b", redis.CeleryUrl(), "-o", "name")).Out.Trim());
            Assert.Equal(UnixFileMode.None, (OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(rig.Root)) & (UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute));

            // Kept now: a second restart goes nowhere else.
            var again = await rig.RunAsync(token, "--batch", "restart", id, "-b", redis.CeleryUrl(), "--dry-run");
            Assert.Contains("w1:0", again.Out + again.Error, StringComparison.Ordinal);
            await rig.DoneAsync(token, "down");
            Assert.False(rig.IsAlive(pid));
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task<Process> StartAsync(LauncherRig rig, RedisServer redis, CancellationToken token)
    {
        File.WriteAllText(rig.Wconsole.File("shop.py"), $"""
            import os, time
            from celery import Celery
            app = Celery("shop", broker="{redis.CeleryUrl()}")

            @app.task(name="nap")
            def nap(seconds):
                time.sleep(seconds)
                open("done", "a").write("done of " + os.environ["MADE_BY"] + "\n")
            """);
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec /usr/bin/python3 /usr/bin/celery -A shop worker -n w1@%h -c 1 -E -l info > w1.log 2>&1"]) { WorkingDirectory = rig.Wconsole.File("") };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["MADE_BY"] = "hand";
        start.Environment["DB_PASSWORD"] = "geheim";
        var worker = Process.Start(start)!;
        await Until.TrueAsync(() => ValueTask.FromResult(File.Exists(rig.Wconsole.File("w1.log")) && File.ReadAllText(rig.Wconsole.File("w1.log")).Contains("ready.", StringComparison.Ordinal)), LauncherRig.Patience, () => "the worker is not ready", token);
        return worker;
    }
}
