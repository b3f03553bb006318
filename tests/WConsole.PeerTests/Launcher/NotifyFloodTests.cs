using System.Diagnostics;
using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>A program that says far too much over its NOTIFY_SOCKET.</summary>
public sealed class NotifyFloodTests
{
    private const string Flood = """
        import os, socket, time
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.connect(os.environ["NOTIFY_SOCKET"])
        end = time.monotonic() + 8
        n = 0
        while time.monotonic() < end:
            n += 1
            s.send(b"READY=1" if n == 2000 else b"STATUS=%d " % n + b"x" * 900)
        s.send(b"STATUS=said all")
        print("sent", n, flush=True)
        time.sleep(1000)
        """;

    [Fact(Timeout = 120_000)]
    public async Task A_flood_is_bounded_and_told_while_requests_and_ends_are_taken_up_as_ever()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("python3");
        await using var rig = new LauncherRig();
        await File.WriteAllTextAsync(rig.Wconsole.File("flood.py"), Flood, token);
        rig.Groups("""
              flood: { command: 'exec /usr/bin/python3 flood.py', ready: notify, replicas: 2 }
              calm: { command: 'exec sleep 1000', restart: { startsecs: 100ms } }
            """);
        await rig.DoneAsync(token, "up", "-d");
        await using var line = await rig.LineAsync(token);

        // In the midst of it: the word that is said once, an end, and requests.
        await rig.SeesAsync(line, p => p.Programs.Where(x => x.Group == "flood").All(x => x.State.Ready == Readiness.Yes), token);
        for (var round = 1; round <= 5; round++)
        {
            var picture = await rig.SeesAsync(line, p => p.Find("calm:0")!.State is { Phase: ProgramPhase.Running, Process: not null }, token);
            LauncherRig.Kill(picture.Find("calm:0")!.State.Process!.Pid);
            var run = picture.Find("calm:0")!.State.Run;
            await rig.SeesAsync(line, p => p.Find("calm:0")!.State.Run > run || p.Find("calm:0")!.State.Phase == ProgramPhase.Backoff, token);
            Assert.IsType<LaunchReply.Taken>(await line.AskAsync(new LaunchRequest.Restart(["calm"]), token));
        }

        await rig.SeesAsync(line, p => p.News.Any(n => n.Contains("floods its NOTIFY_SOCKET", StringComparison.Ordinal)), token);
        await rig.SeesAsync(line, p => p.Programs.Where(x => x.Group == "flood").All(x => x.State.Report.Status == "said all"), token);
        Assert.InRange(Process.GetProcessById(rig.LauncherPid).WorkingSet64, 1, 150_000_000);

        // Far more was sent than is heard one by one: else this was no flood.
        Assert.True(int.Parse(rig.LogOf("flood:0", 1).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) > 5000, rig.LogOf("flood:0", 1));
    }
}
