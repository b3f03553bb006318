using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>The launcher dies in any way; its programs do not, and none is ever started twice.</summary>
public sealed class AdoptionTests
{
    private const int Kills = 50;

    [Fact(Timeout = 120_000)]
    public async Task Twenty_programs_outlive_a_killed_launcher_and_are_adopted_in_one_line()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'while :; do echo tick; sleep 0.2; done', replicas: 20 }\n");
        await rig.DoneAsync(token, "up", "--wait");
        var before = await PidsAsync(rig, token);
        Assert.Equal(20, before.Count);
        var killed = rig.LauncherPid;
        await rig.KillLauncherAsync(token);
        var status = await rig.RunAsync(token, "status");
        Assert.Equal(4, status.Code);
        Assert.Contains("20 of its programs live on", status.Error, StringComparison.Ordinal);

        // Still writing to their files.
        var size = rig.LogOf("tick:7", 1).Length;
        await Until.TrueAsync(() => ValueTask.FromResult(rig.LogOf("tick:7", 1).Length > size), LauncherRig.Patience, () => "it writes no more", token);

        var up = await rig.DoneAsync(token, "up", "-d");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"took over from the launcher with pid {killed}, which ended without a word; 20 adopted"), up.Error, StringComparison.Ordinal);
        Assert.Equal(before, await PidsAsync(rig, token));
        Assert.Equal(20, rig.Marked().Count(m => m.Leads));

        // How an adopted one ends cannot be known, and is said so.
        LauncherRig.Kill(before["tick:3"]);
        await using var line = await rig.LineAsync(token);
        var picture = await rig.SeesAsync(line, p => p.Find("tick:3")!.State is { Run: 2, Phase: ProgramPhase.Running }, token);
        Assert.Equal("ended, code unknown", picture.Find("tick:3")!.State.LastExit!.Text);
        await rig.DoneAsync(token, "down");
        Assert.Empty(rig.Marked());
    }

    [Fact(Timeout = 120_000)]
    public async Task Down_after_a_killed_launcher_ends_what_it_left()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'exec sleep 1000', replicas: 5 }\n");
        await rig.DoneAsync(token, "up", "--wait");
        await rig.KillLauncherAsync(token);
        Assert.Contains("5 programs stopped", (await rig.DoneAsync(token, "down")).Error, StringComparison.Ordinal);
        Assert.Empty(rig.Marked());
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_its_memory_a_launcher_still_doubles_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'exec sleep 1000', replicas: 2 }\n");
        await rig.DoneAsync(token, "up", "--wait");
        await rig.KillLauncherAsync(token);

        // As if the lines about the processes had never reached the disk.
        var journal = Path.Combine(rig.Root, "state.jsonl");
        var lines = await File.ReadAllLinesAsync(journal, token);
        var starting = lines.Where(l => l.Contains("\"phase\":\"Starting\"", StringComparison.Ordinal) && !l.Contains("\"process\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, starting.Count);
        await File.WriteAllLinesAsync(journal, [.. lines.Where(l => !l.Contains("\"kind\":\"program\"", StringComparison.Ordinal)), .. starting], token);
        var up = await rig.DoneAsync(token, "up", "--wait");
        Assert.Contains("2 adopted", up.Error, StringComparison.Ordinal);
        Assert.Equal(2, rig.Marked().Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_launcher_whose_folder_is_deleted_ends_and_the_next_one_adopts_its_programs()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'exec sleep 1000', replicas: 2 }\n");
        await rig.DoneAsync(token, "up", "--wait");
        var before = await PidsAsync(rig, token);
        var ousted = rig.LauncherPid;
        Directory.Delete(rig.Root, recursive: true);
        var up = await rig.DoneAsync(token, "up", "-d");
        Assert.Contains("alive and unknown, adopted when", up.Error, StringComparison.Ordinal);
        Assert.Equal(before, await PidsAsync(rig, token));
        await Until.TrueAsync(() => ValueTask.FromResult(!rig.IsAlive(ousted)), LauncherRig.Patience, () => "two launchers keep the same programs", token);
        Assert.Equal(2, rig.Marked().Length);

        // What the first one left behind it is not its own to clean: the second is still reached.
        Assert.Contains("2 programs stopped", (await rig.DoneAsync(token, "down")).Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_restart_that_a_KILL_interrupted_is_told_and_finished()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  slow: { command: 'trap \"sleep 2; exit 0\" TERM; echo up; while :; do sleep 0.1; done', ready: { log: up }, stop: { deadline: 20s } }\n");
        await rig.DoneAsync(token, "up", "--wait");
        int pid;
        await using (var line = await rig.LineAsync(token))
        {
            pid = line.Picture.Find("slow:0")!.State.Process!.Pid;
            await line.AskAsync(new LaunchRequest.Restart(["slow:0"]), token);
            await rig.KillLauncherAsync(token);
        }

        await using var next = await rig.LineAsync(token, start: true);
        Assert.Contains(next.Picture.News, n => n.Contains("interrupted and now finished: restart of slow:0", StringComparison.Ordinal));
        var picture = await rig.SeesAsync(next, p => p.Find("slow:0")!.State is { Run: 2, Ready: Readiness.Yes }, token);
        Assert.NotEqual(pid, picture.Find("slow:0")!.State.Process!.Pid);
        Assert.False(rig.IsAlive(pid));
    }

    /// <summary>KILL at random moments of starts, stops, restarts and scalings: never a lost program, never a second one.</summary>
    [Fact(Timeout = 400_000)]
    public async Task Fifty_kills_at_random_moments_lose_and_double_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("""
              tick: { command: 'exec sleep 1000', replicas: 4, restart: { startsecs: 100ms } }
              tree: { command: 'sleep 1001 & sleep 1002', replicas: 2, restart: { startsecs: 100ms } }
            """);
        await rig.DoneAsync(token, "up", "--wait");
        var random = new Random(4);
        for (var i = 0; i < Kills; i++)
        {
            await using (var line = await rig.LineAsync(token, start: true))
            {
                LaunchRequest request = (i % 5) switch
                {
                    0 => new LaunchRequest.Restart(["tick", "tree"]),
                    1 => new LaunchRequest.Scale("tick", 2 + random.Next(4)),
                    2 => new LaunchRequest.Stop(["tick", "tree:0"], null),
                    3 => new LaunchRequest.Start(["tick", "tree"]),
                    _ => new LaunchRequest.Kill(["tree:1", "tick:0"]),
                };
                var asked = line.AskAsync(request, token);
                await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 60), TimeProvider.System, token);
                await rig.KillAsync(line.Picture.LauncherPid, token);
                await asked;
            }

            AssertNothingTwice(rig, i);
        }

        // In the end everything obeys.
        await using (var line = await rig.LineAsync(token, start: true))
        {
            await line.AskAsync(new LaunchRequest.Scale("tick", 3), token);
            await line.AskAsync(new LaunchRequest.Start(["tick", "tree"]), token);
            var picture = await rig.SeesAsync(line, p => p.Programs.Length == 5 && p.Programs.All(x => x.State is { Phase: ProgramPhase.Running, Leftovers.IsEmpty: true }), token);
            await Until.TrueAsync(() => ValueTask.FromResult(rig.Marked().Count(m => m.Leads) == 5), LauncherRig.Patience, () => string.Join(' ', rig.Marked()), token);
            Assert.Equal(picture.Programs.Select(p => p.State.Process!.Pid).Order(), rig.Marked().Where(m => m.Leads).Select(m => m.Pid).Order());
        }

        await rig.DoneAsync(token, "down");
        Assert.Empty(rig.Marked());
    }

    private static void AssertNothingTwice(LauncherRig rig, int round)
    {
        // Two runs of one program may only overlap while the older one is being ended: none may be a main process.
        var doubles = rig.Marked().Where(m => m.Leads).GroupBy(m => m.Mark[..m.Mark.LastIndexOf('.')]).Where(g => g.Count() > 1).ToList();
        Assert.True(doubles.Count == 0, string.Create(CultureInfo.InvariantCulture, $"round {round}: {string.Join(' ', doubles.SelectMany(d => d))}{rig.Log()}"));
    }

    private static async Task<SortedDictionary<string, int>> PidsAsync(LauncherRig rig, CancellationToken token)
    {
        var ran = await rig.DoneAsync(token, "status", "-o", "json");
        return new SortedDictionary<string, int>(ran.Json.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetString()!, i => i.GetProperty("pid").GetInt32()), StringComparer.Ordinal);
    }
}
