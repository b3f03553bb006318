using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Whole fleets of small programs, started, looked at and ended by the built program.</summary>
public sealed class UpDownTests
{
    [Fact(Timeout = 120_000)]
    public async Task Groups_come_up_in_order_are_listed_and_leave_nothing_behind()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("""
              tick: { command: 'echo hello ${index}; exec sleep 1000', replicas: 3 }
              ready3: { command: 'sleep 2; echo now ready; exec sleep 1000', ready: { log: 'now r.ady' } }
              dep: { command: 'exec sleep 1000', depends_on: [ready3] }
            """);
        var up = await rig.DoneAsync(token, "up", "-d");
        Assert.Contains("5 programs", up.Error, StringComparison.Ordinal);
        var early = await rig.DoneAsync(token, "status", "dep", "-o", "json");
        Assert.Equal("waiting for ready3:0", early.Json.GetProperty("items")[0].GetProperty("state_text").GetString());
        var second = await rig.DoneAsync(token, "up", "--wait", "-o", "json");
        Assert.All(second.Json.GetProperty("items").EnumerateArray(), i => Assert.Equal(("running", true, 1), (i.GetProperty("state").GetString(), i.GetProperty("ready").GetBoolean(), i.GetProperty("run").GetInt32())));
        Assert.Contains("tick:2", (await rig.DoneAsync(token, "status")).Out, StringComparison.Ordinal);
        Assert.Equal("hello 1\n", (await rig.DoneAsync(token, "logs", "tick:1")).Out);
        Assert.Contains("tick:2 | hello 2", (await rig.DoneAsync(token, "logs", "tick")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await rig.RunAsync(token, "status", "tikc")).Code);

        var pid = rig.LauncherPid;
        var down = await rig.DoneAsync(token, "down");
        Assert.Contains("5 programs stopped", down.Error, StringComparison.Ordinal);
        Assert.Empty(rig.Marked());
        // Its lock is free, and it has nothing to do any more but to end.
        await Until.TrueAsync(() => ValueTask.FromResult(!rig.IsAlive(pid)), LauncherRig.Patience, () => "the launcher lives on", token);
        Assert.Equal(4, (await rig.RunAsync(token, "status")).Code);
        Assert.Contains("nothing to do", (await rig.DoneAsync(token, "down")).Error, StringComparison.Ordinal);
        Assert.Equal("hello 1\n", (await rig.DoneAsync(token, "logs", "tick:1")).Out);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_tree_is_ended_whole_with_children_in_sessions_of_their_own()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("""
              forker:
                command: |
                  (trap '' TERM INT HUP; exec sleep 1001) &
                  setsid sh -c 'trap "" TERM INT HUP; sleep 1002; sleep 1003' &
                  setsid sh -c '(exec sleep 1004) & exit' 
                  exec sleep 1000
                stop: { deadline: 2s, kill_after: 4s }
            """);
        await rig.DoneAsync(token, "up", "--wait");
        await Until.TrueAsync(() => ValueTask.FromResult(rig.Marked().Length >= 5), LauncherRig.Patience, () => $"{rig.Marked().Length} processes", token);
        var begun = TimeProvider.System.GetTimestamp();
        await rig.DoneAsync(token, "stop", "forker:0");
        Assert.Empty(rig.Marked());
        Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(10));
        var item = (await rig.DoneAsync(token, "status", "-o", "json")).Json.GetProperty("items")[0];
        Assert.Equal(("stopped", false), (item.GetProperty("state").GetString(), item.GetProperty("wanted").GetBoolean()));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_slow_stop_counts_down_and_ends_by_itself_or_by_KILL()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("""
              slow: { command: 'trap "sleep 2; exit 0" TERM; echo up; while :; do sleep 0.1; done', ready: { log: up }, stop: { deadline: 15s, kill_after: 30s } }
              deaf: { command: 'trap "" TERM; echo up; while :; do sleep 0.1; done', ready: { log: up }, stop: { deadline: 1s, kill_after: 2s } }
            """);
        await rig.DoneAsync(token, "up", "--wait");
        await using var line = await rig.LineAsync(token);
        await line.AskAsync(new LaunchRequest.Stop(["slow:0", "deaf:0"], null), token);
        var slow = line.Picture.Find("slow:0")!;
        Assert.StartsWith("stopping 0 s of 15 s, then KILL", ProgramWords.State(slow, slow.State.Since), StringComparison.Ordinal);
        await rig.SeesAsync(line, p => p.Find("deaf:0")!.State.Step == StopStep.Late, token);
        var end = await rig.SeesAsync(line, p => p.Programs.All(x => x.State.Phase == ProgramPhase.Stopped), token);
        Assert.Equal((0, null), (end.Find("slow:0")!.State.LastExit!.Code, end.Find("slow:0")!.State.LastExit!.Signal));
        Assert.Equal(9, end.Find("deaf:0")!.State.LastExit!.Signal);
        Assert.Empty(rig.Marked());
    }

    [Fact(Timeout = 120_000)]
    public async Task Crash_loops_are_given_up_or_told_as_loops_with_their_last_words()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("""
              crash0: { command: 'echo "Boom: no database" >&2; exit 3', restart: { startretries: 2, first_pause: 200ms } }
              loop: { command: 'sleep 0.5; exit 1', restart: { startsecs: 200ms, first_pause: 100ms } }
              missing: { command: [/no/such/program], restart: { startretries: 0 } }
              python: { command: 'echo "ModuleNotFoundError: No module named shop"; exit 1', env: { PYTHONPATH: /srv/code }, restart: { startretries: 0 } }
              good: { command: 'exec sleep 1000' }
            """);
        var up = await rig.RunAsync(token, "up", "--wait", "--timeout", "60s");
        Assert.True(up.Code is 5, up.Error);
        await using var line = await rig.LineAsync(token);
        var picture = await rig.SeesAsync(line, p => p.Find("crash0:0")!.State.Phase == ProgramPhase.Fatal && p.Find("loop:0")!.State.Loops, token);
        var crash = picture.Find("crash0:0")!;
        Assert.Equal((3, "Boom: no database", 3), (crash.State.LastExit!.Code, crash.LastLine, crash.State.Run));
        Assert.Equal("there is no program /no/such/program", picture.Find("missing:0")!.State.LastExit!.Text.Split(" (")[0]);
        Assert.Contains("PYTHONPATH /srv/code", picture.Find("python:0")!.LastLine, StringComparison.Ordinal);
        Assert.Contains(rig.Wconsole.File(""), picture.Find("python:0")!.LastLine, StringComparison.Ordinal);
        Assert.Equal((ProgramPhase.Running, 0), (picture.Find("good:0")!.State.Phase, picture.Find("good:0")!.State.Restarts));
        Assert.Contains("loop", ProgramWords.State(picture.Find("loop:0")!, picture.At), StringComparison.Ordinal);
        Assert.Equal("Boom: no database\n", (await rig.DoneAsync(token, "logs", "crash0:0", "--previous")).Out);
    }

    [Fact(Timeout = 120_000)]
    public async Task Replicas_come_and_go_and_a_restart_changes_the_process()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  mail: { command: 'echo port ${port} data ${data}; exec sleep 1000', replicas: 2 }\n");
        await rig.DoneAsync(token, "up", "--wait");
        await rig.DoneAsync(token, "scale", "mail=4");
        await using var line = await rig.LineAsync(token);
        Assert.Equal(["mail:0", "mail:1", "mail:2", "mail:3"], line.Picture.Programs.Select(p => p.Id));
        Assert.Equal(4, line.Picture.Programs.Select(p => p.Port).Distinct().Count());
        var pids = line.Picture.Programs.ToDictionary(p => p.Id, p => p.State.Process!.Pid);
        await rig.DoneAsync(token, "restart", "mail:1");
        Assert.NotEqual(pids["mail:1"], line.Picture.Find("mail:1")!.State.Process!.Pid);
        Assert.Equal(pids["mail:0"], line.Picture.Find("mail:0")!.State.Process!.Pid);
        await rig.DoneAsync(token, "scale", "mail=1");
        await rig.SeesAsync(line, p => p.Programs.Length == 1, token);
        Assert.Single(rig.Marked());
        Assert.Contains("settings", (await ChangedAsync()).Out, StringComparison.Ordinal);

        async Task<Batch.Ran> ChangedAsync()
        {
            rig.Groups("  mail: { command: 'exec sleep 2000', replicas: 1 }\n");
            await rig.DoneAsync(token, "up", "-d");
            return await rig.DoneAsync(token, "status");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_program_reports_over_its_notify_socket()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("python3");
        await using var rig = new LauncherRig();
        File.WriteAllText(rig.Wconsole.File("w.py"), """
            import os, socket, time
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.connect(os.environ["NOTIFY_SOCKET"])
            time.sleep(1.5)
            s.send(b"READY=1\nSTATUS=working\nX_WCONSOLE_POOL=threads\nX_WCONSOLE_SLOTS=4\nX_WCONSOLE_RUNNING=resize:7f\nX_WCONSOLE_QUEUES=mail")
            time.sleep(1000)
            """);
        rig.Groups("  w: { command: [/usr/bin/python3, w.py], ready: notify }\n");
        await rig.DoneAsync(token, "up", "--wait");
        var item = (await rig.DoneAsync(token, "status", "-o", "json")).Json.GetProperty("items")[0];
        Assert.Equal(("working", "threads", 4, "resize"), (
            item.GetProperty("status").GetString(), item.GetProperty("pool").GetString(), item.GetProperty("slots").GetInt32(), item.GetProperty("running")[0].GetProperty("name").GetString()));

        // Another launcher listens at the same place.
        await rig.KillLauncherAsync(token);
        await rig.DoneAsync(token, "up", "-d");
        var pid = item.GetProperty("pid").GetInt32();
        Assert.Equal(pid, (await rig.DoneAsync(token, "status", "-o", "json")).Json.GetProperty("items")[0].GetProperty("pid").GetInt32());
    }

    [Fact(Timeout = 60_000)]
    public async Task An_up_that_is_refused_leaves_no_launcher_and_ends_none_that_has_work()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { comand: 'exec sleep 1000' }\n");
        Assert.Equal(2, (await rig.RunAsync(token, "up", "-d")).Code);
        await Until.TrueAsync(() => ValueTask.FromResult(rig.Keeper.Look().Pid is null), LauncherRig.Patience, () => "a launcher lives", token);
        rig.Groups("  tick: { command: 'exec sleep 1000' }\n");
        await rig.DoneAsync(token, "up", "-d");
        var pid = rig.LauncherPid;
        Assert.Equal(2, (await rig.RunAsync(token, "up", "-d", "nosuch")).Code);
        Assert.Equal(pid, rig.LauncherPid);
        Assert.Single(rig.Marked());
    }
}
