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
            await LoggedAsync(rig, "received", token);
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

    [Fact(Timeout = 240_000)]
    public async Task It_comes_back_once_though_the_console_was_killed_and_a_start_asked_for_while_it_drained()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("redis-server", "celery", "python3");
        await using var redis = await RedisServer.StartAsync(token);
        await using var rig = new LauncherRig();
        using var worker = await StartAsync(rig, redis, token);
        try
        {
            var id = (await rig.DoneAsync(token, "--batch", "workers", "-b", redis.CeleryUrl(), "-o", "name")).Out.Trim();
            await Shell.RunAsync(rig.Wconsole.File(""), "NO_COLOR=1 /usr/bin/python3 /usr/bin/celery -A shop call nap --args '[6]'", token);
            await LoggedAsync(rig, "received", token);
            using (var console = rig.Wconsole.Start("--batch", "restart", id, "-b", redis.CeleryUrl(), "--yes", "--timeout", "90s"))
            {
                await LoggedAsync(rig, "shutdown", token);
                console.Kill();
                await console.WaitForExitAsync(token);
            }

            Assert.False(worker.HasExited);
            await using var line = await rig.LineAsync(token);
            await line.FollowAsync(token);
            var waiting = line.Picture.Find("w1:0")!;
            Assert.Equal((ProgramPhase.Waiting, $"pid {worker.Id}"), (waiting.State.Phase, Assert.Single(waiting.WaitsFor)));
            Assert.Contains($"waiting for pid {worker.Id}", (await rig.RunAsync(token, "status")).Out, StringComparison.Ordinal);

            // It would be the second under its name. The launcher is killed, too: the next one remembers what it waits for.
            await rig.RunAsync(token, "start", "w1", "--timeout", "1s");
            Assert.Empty(rig.Marked());
            await rig.KillLauncherAsync(token);
            await using var next = await rig.LineAsync(token, start: true);
            await next.FollowAsync(token);
            Assert.False(worker.HasExited);
            Assert.Equal(ProgramPhase.Waiting, next.Picture.Find("w1:0")!.State.Phase);

            await rig.SeesAsync(next, p => p.Find("w1:0") is { State.Phase: ProgramPhase.Running }, token, 60);
            Assert.True(worker.HasExited);
            Assert.Equal("done of hand\n", await File.ReadAllTextAsync(rig.Wconsole.File("done"), token));
            Assert.Single(rig.Marked(), m => m.Leads);
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill(entireProcessTree: true);
            }
        }
    }

    private static Task LoggedAsync(LauncherRig rig, string text, CancellationToken token) => Until.TrueAsync(
        () => ValueTask.FromResult(File.ReadAllText(rig.Wconsole.File("w1.log")).Contains(text, StringComparison.OrdinalIgnoreCase)), LauncherRig.Patience, () => $"not in the worker's log: {text}", token);

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
