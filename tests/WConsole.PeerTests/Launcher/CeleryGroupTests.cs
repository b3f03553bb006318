using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Real Celery workers kept by the launcher.</summary>
public sealed class CeleryGroupTests
{
    [Fact(Timeout = 180_000)]
    public async Task Celery_workers_are_ready_when_they_answer_and_are_restarted_warmly_when_a_file_changes()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("redis-server", "celery", "python3");
        await using var redis = await RedisServer.StartAsync(token);
        await using var rig = new LauncherRig();
        // Celery 5.2 takes the variable for its own switch, and only 1 and 0 are values of that.
        rig.Wconsole.Environment["NO_COLOR"] = "1";
        File.WriteAllText(rig.Wconsole.File("shop.py"), $"""
            import time
            from celery import Celery
            app = Celery("shop", broker="{redis.CeleryUrl()}")

            @app.task(name="nap")
            def nap(seconds):
                time.sleep(seconds)
                open("done", "a").write("done\n")
            """);
        rig.Groups($$"""
              mail:
                celery: { app: shop, concurrency: 1, program: [/usr/bin/python3, /usr/bin/celery] }
                replicas: 2
                env: { CELERY_BROKER_URL: '{{redis.CeleryUrl()}}' }
                watch: { paths: ['**/*.py'], debounce: 200ms }
            """);
        await rig.DoneAsync(token, "up", "--wait", "--timeout", "90s");
        await using var line = await rig.LineAsync(token);
        Assert.All(line.Picture.Programs, p => Assert.Equal((ProgramPhase.Running, Readiness.Yes), (p.State.Phase, p.State.Ready)));
        await Shell.RunAsync(rig.Wconsole.File(""), "NO_COLOR=1 /usr/bin/python3 /usr/bin/celery -A shop call nap --args '[4]'", token);
        await Until.TrueAsync(() => ValueTask.FromResult(Directory.EnumerateFiles(rig.Root, "*.log", SearchOption.AllDirectories).Any(f => File.ReadAllText(f).Contains("nap", StringComparison.Ordinal) && File.ReadAllText(f).Contains("received", StringComparison.Ordinal))), LauncherRig.Patience, () => "the task was not received", token);
        File.AppendAllText(rig.Wconsole.File("shop.py"), "\n# changed\n");
        await rig.SeesAsync(line, p => p.Programs.All(x => x.State is { Run: 2, Ready: Readiness.Yes, Phase: ProgramPhase.Running }), token, 90);
        Assert.Equal("done\n", await File.ReadAllTextAsync(rig.Wconsole.File("done"), token));
        Assert.All(line.Picture.Programs, p => Assert.Equal(0, p.State.LastExit!.Code));
        Assert.Contains(line.Picture.News, n => n.Contains("shop.py changed: warm restart", StringComparison.Ordinal));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_pool_restart_takes_new_code_up_in_the_same_main_process_and_a_worker_that_refuses_it_is_restarted_warmly()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("redis-server", "celery", "python3");
        await using var redis = await RedisServer.StartAsync(token);
        await using var rig = new LauncherRig();
        rig.Wconsole.Environment["NO_COLOR"] = "1";
        File.WriteAllText(rig.Wconsole.File("shop.py"), $"""
            import os
            from celery import Celery
            app = Celery("shop", broker="{redis.CeleryUrl()}")
            app.conf.worker_pool_restarts = os.environ.get("RESTARTS") == "yes"

            @app.task(name="look")
            def look(path):
                import prices
                open(path, "w").write("%d %d" % (os.getppid(), prices.price()))
            """);
        void Price(int n)
        {
            File.WriteAllText(rig.Wconsole.File("prices.new"), $"def price():\n    return {n}\n");
            File.Move(rig.Wconsole.File("prices.new"), rig.Wconsole.File("prices.py"), overwrite: true);
        }

        Price(1);
        rig.Groups($$"""
              may:
                celery: { app: shop, concurrency: 2, include: [prices], queues: may, program: [/usr/bin/python3, /usr/bin/celery] }
                env: { CELERY_BROKER_URL: '{{redis.CeleryUrl()}}', RESTARTS: 'yes', PYTHONDONTWRITEBYTECODE: '1' }
                watch: { paths: ['*.py'], debounce: 200ms, pool_restart: true }
              maynot:
                celery: { app: shop, concurrency: 1, include: [prices], queues: maynot, program: [/usr/bin/python3, /usr/bin/celery] }
                env: { CELERY_BROKER_URL: '{{redis.CeleryUrl()}}', PYTHONDONTWRITEBYTECODE: '1' }
                watch: { paths: ['*.py'], debounce: 200ms, pool_restart: true }
            """);
        await rig.DoneAsync(token, "up", "--wait", "--timeout", "90s");
        await using var line = await rig.LineAsync(token);
        var main = line.Picture.Find("may:0")!.State.Process!.Pid;
        Assert.Equal($"{main} 1", await LookAsync("before"));

        Price(2);
        await rig.SeesAsync(line, p => p.News.Any(n => n.Contains("may:0: its pool is renewed", StringComparison.Ordinal)), token, 60);
        Assert.Equal((1, main, 0), (line.Picture.Find("may:0")!.State.Run, line.Picture.Find("may:0")!.State.Process!.Pid, line.Picture.Find("may:0")!.State.Restarts));
        Assert.Equal($"{main} 2", await LookAsync("after"));

        // The worker's own word says why.
        await rig.SeesAsync(line, p => p.Find("maynot:0")!.State is { Run: 2, Ready: Readiness.Yes }, token, 60);
        Assert.Contains(line.Picture.News, n => n.Contains("maynot:0: its pool was not renewed", StringComparison.Ordinal) && n.Contains("Pool restarts not enabled", StringComparison.Ordinal));
        Assert.Equal(0, line.Picture.Find("maynot:0")!.State.LastExit!.Code);

        async Task<string> LookAsync(string name)
        {
            var path = rig.Wconsole.File(name);
            await Shell.RunAsync(rig.Wconsole.File(""), $"NO_COLOR=1 /usr/bin/python3 /usr/bin/celery -A shop call look --queue may --args '[\"{path}\"]'", token);
            await Until.TrueAsync(() => ValueTask.FromResult(File.Exists(path) && File.ReadAllText(path).Contains(' ', StringComparison.Ordinal)), LauncherRig.Patience, () => "the task did not run" + rig.LogOf("may:0", 1), token);
            return await File.ReadAllTextAsync(path, token);
        }
    }
}
