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
}
