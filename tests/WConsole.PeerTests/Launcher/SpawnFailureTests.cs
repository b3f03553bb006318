using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Programs that cannot be started at all: told in plain words, tried again as failed starts, and nothing else is held up.</summary>
public sealed class SpawnFailureTests
{
    [Fact(Timeout = 90_000)]
    public async Task A_missing_command_a_missing_folder_and_a_closed_file_are_told_tried_again_and_given_up()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        Directory.CreateDirectory(rig.Wconsole.File("there"));
        await File.WriteAllTextAsync(rig.Wconsole.File("closed"), "#!/bin/sh\n", token);
        rig.Groups("""
              nothere: { command: [no-such-program-here], restart: { startretries: 1, first_pause: 100ms } }
              closed: { command: [./closed], restart: { startretries: 1, first_pause: 100ms } }
              moved: { command: [sleep, '1000'], cwd: there, restart: { startsecs: 100ms, startretries: 100, first_pause: 200ms, longest_pause: 200ms } }
              calm: { command: 'exec sleep 1000', restart: { startsecs: 100ms } }
            """);
        var up = await rig.RunAsync(token, "up", "-d");
        Assert.Equal(5, up.Code);
        Assert.Contains("nothere:0: there is no program 'no-such-program-here' in PATH", up.Error, StringComparison.Ordinal);
        await using var line = await rig.LineAsync(token);
        var picture = await rig.SeesAsync(line, p => p.Find("nothere:0")!.State.Phase == ProgramPhase.Fatal && p.Find("closed:0")!.State.Phase == ProgramPhase.Fatal, token);
        Assert.Equal(2, picture.Find("nothere:0")!.State.Run);
        Assert.StartsWith("there is no program 'no-such-program-here' in PATH", picture.Find("nothere:0")!.State.LastExit!.Why, StringComparison.Ordinal);
        Assert.Contains("permission denied", picture.Find("closed:0")!.State.LastExit!.Why, StringComparison.Ordinal);
        Assert.Contains("no-such-program-here", (await rig.RunAsync(token, "status")).Out, StringComparison.Ordinal);

        // The folder goes while it runs, and comes back.
        await rig.SeesAsync(line, p => p.Programs.Where(x => x.Group is "calm" or "moved").All(x => x.State.Phase == ProgramPhase.Running), token);
        Directory.Move(rig.Wconsole.File("there"), rig.Wconsole.File("away"));
        Assert.IsType<LaunchReply.Taken>(await line.AskAsync(new LaunchRequest.Restart(["moved"]), token));
        picture = await rig.SeesAsync(line, p => p.Find("moved:0")!.State is { Phase: ProgramPhase.Backoff, Failures: >= 2 }, token);
        Assert.StartsWith($"there is no directory {rig.Wconsole.File("there")}", picture.Find("moved:0")!.State.LastExit!.Why, StringComparison.Ordinal);
        Directory.Move(rig.Wconsole.File("away"), rig.Wconsole.File("there"));
        picture = await rig.SeesAsync(line, p => p.Find("moved:0")!.State.Phase == ProgramPhase.Running, token);
        Assert.Equal((ProgramPhase.Running, 1), (picture.Find("calm:0")!.State.Phase, picture.Find("calm:0")!.State.Run));
    }

    [Fact(Timeout = 120_000)]
    public async Task When_the_system_starts_no_more_processes_that_is_told_and_nothing_stalls_until_it_does_again()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("setpriv", "prlimit");
        if (Environment.UserName != "root")
        {
            Assert.Skip("only root can run a launcher as a user whose processes are counted apart");
        }

        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: [sleep, '1000'], restart: { startsecs: 100ms, startretries: 1000, first_pause: 300ms, longest_pause: 300ms } }\n");
        var home = rig.Wconsole.File("");
        Assert.Equal(0, await Shell.RunAsync("/", $"chown -R daemon:daemon '{home}'", token));
        var (code, _, stderr) = await ChildProcess.RunAsync(
            home, ["setpriv", "--reuid=daemon", "--regid=daemon", "--clear-groups", "--", Path.Combine(AppContext.BaseDirectory, "wconsole"), "up", "-d"], token,
            new Dictionary<string, string> { ["HOME"] = home, ["XDG_STATE_HOME"] = "" });
        Assert.True(code == 0, stderr);
        await using var line = await rig.LineAsync(token);
        await rig.SeesAsync(line, p => p.Find("tick:0")!.State.Phase == ProgramPhase.Running, token);
        Assert.Equal(0, await LimitAsync("1"));

        // One that is new, and one whose process ends now.
        Assert.IsType<LaunchReply.Taken>(await line.AskAsync(new LaunchRequest.Scale("tick", 3), token));
        LauncherRig.Kill(line.Picture.Find("tick:0")!.State.Process!.Pid);
        var picture = await rig.SeesAsync(line, p => p.Programs.Length == 3 && p.Programs.All(x => x.State is { Phase: ProgramPhase.Backoff, Failures: >= 2 }), token);
        Assert.All(picture.Programs, p => Assert.StartsWith("the system starts no more processes", p.State.LastExit!.Why, StringComparison.Ordinal));
        Assert.Contains("starts no more processes", (await rig.RunAsync(token, "status")).Out, StringComparison.Ordinal);
        await using (var second = await rig.LineAsync(token))
        {
            Assert.IsType<LaunchReply.Taken>(await second.AskAsync(new LaunchRequest.Stop(["tick:2"], null), token));
            await rig.SeesAsync(second, p => p.Find("tick:2")!.State.Phase == ProgramPhase.Stopped, token);
        }

        Assert.Equal(0, await LimitAsync($"$(awk '/Max processes/ {{ print $4 }}' /proc/{rig.LauncherPid}/limits)"));
        await rig.SeesAsync(line, p => p.Programs.Count(x => x.State.Phase == ProgramPhase.Running) == 2, token);

        // A process may lower and lift the soft limit of its own user's processes; root without further rights may not.
        Task<int> LimitAsync(string processes) =>
            Shell.RunAsync("/", $"setpriv --reuid=daemon --regid=daemon --clear-groups prlimit --pid {rig.LauncherPid} --nproc={processes}:", token);
    }
}
