using WConsole.Fleet.Launch;

namespace WConsole.PeerTests.Launcher;

/// <summary>Programs that die, stop slowly, fork and wait, all under one launcher beside ones that are well: what becomes of each, and of the others.</summary>
public sealed class FaultFleetTests
{
    private const string Fleet = """
          mail: { command: 'while :; do echo job done; sleep 1; done', replicas: 20 }
          crash0: { command: 'date +%s.%N >>starts; echo "no module named shop" >&2; exit 3' }
          crash5: { command: 'sleep 5; exit 3' }
          slow: { command: 'trap "sleep 8; exit 0" TERM; while :; do sleep 0.2; done', stop: { deadline: 15s, kill_after: 30s } }
          forker:
            command: |
              (trap '' TERM INT HUP; exec sleep 1001) &
              setsid sh -c 'trap "" TERM INT HUP; sleep 1002' &
              exec sleep 1000
            stop: { deadline: 2s, kill_after: 4s }
          ready3: { command: 'sleep 3; echo now ready; exec sleep 1000', ready: { log: now ready } }
          dep: { command: 'exec sleep 1000', depends_on: [ready3] }
        """;

    [Fact(Timeout = 180_000)]
    public async Task A_crash_loop_is_told_with_tries_pauses_and_last_words_and_stops_no_other_program()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups(Fleet);
        await rig.DoneAsync(token, "up", "-d");
        await using var line = await rig.LineAsync(token);

        // A slow starter is not killed by the rule that it has not met, and what depends on it waits and says for whom.
        var early = line.Picture.Find("ready3:0")!.State is { Phase: ProgramPhase.Starting } ? line.Picture : null;
        Assert.True(early is null || ProgramWords.State(early.Find("dep:0")!, early.At) == "waiting for ready3:0");
        var tried = await rig.SeesAsync(line, p => p.Find("crash0:0")!.State is { Phase: ProgramPhase.Backoff, Failures: 2 }, token);
        Assert.Matches(@"^backoff, try 3 of \d+ in \d+ s$", ProgramWords.State(tried.Find("crash0:0")!, tried.Find("crash0:0")!.State.Since));
        Assert.Equal((3, "no module named shop"), (tried.Find("crash0:0")!.State.LastExit!.Code, tried.Find("crash0:0")!.LastLine));
        await rig.SeesAsync(line, p => p.Find("dep:0")!.State.Phase == ProgramPhase.Running, token);
        Assert.Equal((1, Readiness.Yes), (line.Picture.Find("ready3:0")!.State.Run, line.Picture.Find("ready3:0")!.State.Ready));

        var given = await rig.SeesAsync(line, p => p.Find("crash0:0")!.State.Phase == ProgramPhase.Fatal && p.Find("crash5:0")!.State.Restarts >= 1, token, 60);
        Assert.Equal("no module named shop", given.Find("crash0:0")!.LastLine);
        var starts = File.ReadAllLines(rig.Wconsole.File("starts")).Select(s => double.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(starts.Count(s => s < starts[0] + 10), 2, 5);
        var pauses = starts.Zip(starts.Skip(1), (a, b) => b - a).ToList();
        Assert.True(pauses[^1] > pauses[0], $"the pauses do not grow: {string.Join(' ', pauses)}");

        // The others never noticed.
        Assert.All(given.Programs.Where(p => p.Group is "mail" or "slow" or "forker"), p => Assert.Equal((ProgramPhase.Running, 1, 0), (p.State.Phase, p.State.Run, p.State.Restarts)));
    }

    [Fact(Timeout = 180_000)]
    public async Task Down_of_it_all_ends_every_process_and_waits_for_the_slow_one()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups(Fleet);
        await rig.DoneAsync(token, "up", "-d");
        await using (var line = await rig.LineAsync(token))
        {
            await rig.SeesAsync(line, p => p.Find("slow:0")!.State.Phase == ProgramPhase.Running && p.Find("forker:0")!.State.Phase == ProgramPhase.Running, token);
            await line.AskAsync(new LaunchRequest.Stop(["slow", "forker"], null), token);
            var slow = line.Picture.Find("slow:0")!;
            Assert.StartsWith("stopping 5 s of 15 s, then KILL", ProgramWords.State(slow, slow.State.Since + TimeSpan.FromSeconds(5)), StringComparison.Ordinal);
            var end = await rig.SeesAsync(line, p => p.Programs.Where(x => x.Group is "slow" or "forker").All(x => x.State.Phase == ProgramPhase.Stopped), token);
            Assert.Equal(0, end.Find("slow:0")!.State.LastExit!.Code);
            Assert.True(end.Find("forker:0")!.State.Leftovers.IsEmpty);
        }

        await rig.DoneAsync(token, "down");
        Assert.Empty(rig.Marked());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_real_restart_of_a_group_never_has_all_of_it_down()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  mail: { command: 'echo up; exec sleep 1000', ready: { log: up }, replicas: 4, restart: { startsecs: 100ms } }\n");
        await rig.DoneAsync(token, "up", "--wait");
        await using var line = await rig.LineAsync(token);
        var least = 4;
        await line.AskAsync(new LaunchRequest.Restart(["mail"]), token);
        await rig.SeesAsync(
            line,
            p =>
            {
                least = Math.Min(least, p.Programs.Count(x => x.State is { Phase: ProgramPhase.Running, Ready: Readiness.Yes }));
                return p.Programs.All(x => x.State is { Phase: ProgramPhase.Running, Run: 2, Ready: Readiness.Yes });
            },
            token);
        Assert.InRange(least, 1, 3);
    }
}
