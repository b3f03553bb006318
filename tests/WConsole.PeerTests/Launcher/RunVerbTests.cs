using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Workers that no file says: <c>run</c> and <c>remove</c>.</summary>
public sealed class RunVerbTests
{
    [Fact(Timeout = 120_000)]
    public async Task One_that_was_asked_for_survives_the_launcher_and_another_up_until_it_is_removed()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Wconsole.Environment["FROM_SHELL"] = "${host} as it is";
        var ran = await rig.DoneAsync(token, "run", "--name", "tick", "--replicas", "2", "--env", "OWN=${index}", "-o", "json", "--", "/bin/sh", "-c", "echo $FROM_SHELL $OWN $WCONSOLE_PROGRAM; exec sleep 1000");
        Assert.All(ran.Json.GetProperty("items").EnumerateArray(), i => Assert.Equal("running", i.GetProperty("state").GetString()));
        Assert.Equal("${host} as it is 1 tick:1\n", (await rig.DoneAsync(token, "logs", "tick:1")).Out);
        var again = await rig.RunAsync(token, "run", "--name", "tick", "--", "/bin/true");
        Assert.Equal((2, true), (again.Code, again.Error.Contains("tick:0 runs already", StringComparison.Ordinal)));

        // Its memory, its environment included, outlives the launcher; a file with other groups does not touch it.
        await rig.KillLauncherAsync(token);
        rig.Groups("  other: { command: 'exec sleep 1000' }\n");
        await rig.DoneAsync(token, "up", "--wait");
        await rig.DoneAsync(token, "restart", "tick:0");
        Assert.Equal("${host} as it is 0 tick:0\n", (await rig.DoneAsync(token, "logs", "tick:0")).Out);
        Assert.Equal(["other:0 1", "tick:0 2", "tick:1 1"], await ProgramsAsync(rig, token));
        Assert.Contains("there is a group 'other' already", (await rig.RunAsync(token, "run", "--name", "other", "--", "/bin/true")).Error, StringComparison.Ordinal);
        await rig.DoneAsync(token, "scale", "tick=3");
        Assert.Contains("the next up brings it back", (await rig.DoneAsync(token, "remove", "tick", "other")).Error, StringComparison.Ordinal);
        Assert.Empty(rig.Marked());
        await rig.KillLauncherAsync(token);
        await rig.DoneAsync(token, "up", "--wait");
        Assert.Equal(["other:0 1"], await ProgramsAsync(rig, token));
    }

    [Fact(Timeout = 120_000)]
    public async Task It_is_saved_once_it_runs_and_what_cannot_be_started_says_why_at_once()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  mail: { command: 'exec sleep 1000' } # by hand\n");
        var saved = await rig.DoneAsync(token, "run", "--save", "--env", "A=b c", "--", "/bin/sleep", "1000");
        var file = await File.ReadAllTextAsync(rig.Wconsole.File("wconsole.yaml"), token);
        Assert.Equal("groups:\n  mail: { command: 'exec sleep 1000' } # by hand\n  sleep:\n    command: [/bin/sleep, 1000]\n    env:\n      A: 'b c'\n", file);
        Assert.Contains($"saved as {rig.Wconsole.File("wconsole.yaml")}:3", saved.Error, StringComparison.Ordinal);
        await rig.DoneAsync(token, "up", "--wait");
        await using var line = await rig.LineAsync(token);
        Assert.All(line.Picture.Programs, p => Assert.Equal((1, false), (p.State.Run, p.Outdated)));

        var wrong = await rig.RunAsync(token, "run", "--save", "--name", "bad", "--", "/bin/sh", "-c", "echo no such thing; exit 3");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("bad:0: exit 3", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("no such thing", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("it was not saved", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("bad is not kept", wrong.Error, StringComparison.Ordinal);
        Assert.Equal("no such thing\n", (await rig.DoneAsync(token, "logs", "bad:0")).Out);
        await rig.DoneAsync(token, "run", "--name", "bad", "--", "/bin/sleep", "1000");
        var secret = await rig.RunAsync(token, "run", "--save", "--name", "db", "--env", "DB_PASSWORD=geheim", "--", "/bin/sleep", "1000");
        Assert.Equal(5, secret.Code);
        Assert.Contains("DB_PASSWORD: '********'", secret.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", secret.Out + secret.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await rig.RunAsync(token, "run", "--pool", "solo", "--", "/bin/true")).Code);
        Assert.Equal(2, (await rig.RunAsync(token, "run")).Code);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_celery_worker_is_ready_when_it_answers_and_an_application_that_is_not_found_is_told_with_the_place()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("redis-server", "celery", "python3");
        await using var redis = await RedisServer.StartAsync(token);
        await using var rig = new LauncherRig();
        rig.Wconsole.Environment["NO_COLOR"] = "1";
        rig.Wconsole.Environment["PATH"] = "/usr/bin:/bin";
        rig.Wconsole.Environment["CELERY_BROKER_URL"] = redis.CeleryUrl();
        Directory.CreateDirectory(rig.Wconsole.File("code"));
        File.WriteAllText(rig.Wconsole.File("code/shop.py"), $"from celery import Celery\napp = Celery('shop', broker='{redis.CeleryUrl()}')\n");
        var wrong = await rig.RunAsync(token, "run", "--celery", "shop", "--pool", "solo");
        Assert.Equal(1, wrong.Code);
        Assert.Contains($"started in {rig.Wconsole.File("").TrimEnd('/')}", wrong.Error, StringComparison.Ordinal);

        var ran = await rig.DoneAsync(token, "run", "--celery", "shop", "--pool", "solo", "--queues", "mail,sms", "--cwd", "code", "--timeout", "90s");
        Assert.Contains("shop:0", ran.Out, StringComparison.Ordinal);
        await using var line = await rig.LineAsync(token);
        Assert.Equal((ProgramPhase.Running, Readiness.Yes), (line.Picture.Find("shop:0")!.State.Phase, line.Picture.Find("shop:0")!.State.Ready));
        var workers = await rig.DoneAsync(token, "--batch", "workers", "-b", redis.CeleryUrl(), "-o", "name");
        Assert.Contains("shop0@", workers.Out, StringComparison.Ordinal);
        await rig.DoneAsync(token, "remove", "shop");
        Assert.Empty(rig.Marked());
    }

    private static async Task<IEnumerable<string>> ProgramsAsync(LauncherRig rig, CancellationToken token)
    {
        var status = await rig.DoneAsync(token, "status", "-o", "json");
        return status.Json.GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("id").GetString()} {i.GetProperty("run").GetInt32()}").Order(StringComparer.Ordinal);
    }
}
