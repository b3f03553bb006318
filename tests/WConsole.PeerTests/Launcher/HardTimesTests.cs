using System.Diagnostics;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Floods, full disks, stale locks, several consoles: told in plain words, bounded.</summary>
public sealed class HardTimesTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_flood_of_a_million_lines_neither_holds_the_program_up_nor_fills_the_disk()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("""
              flood: { command: 'seq -f "%.0f 0123456789012345678901234567890123456789012345678901234567890123456" 1000000; echo flooded; exec sleep 1000' }
              calm: { command: 'while :; do echo calm; sleep 0.1; done' }
            """);
        await rig.DoneAsync(token, "up", "-d");
        await using var line = await rig.LineAsync(token);
        await rig.SeesAsync(line, p => p.Find("flood:0")!.LastLine == "flooded", token, 60);
        await Until.TrueAsync(
            () => ValueTask.FromResult(Directory.EnumerateFiles(LogNames.Folder(rig.Root, "flood:0")).Sum(f => new FileInfo(f).Length) < 20_000_000), LauncherRig.Patience, () => "its logs are not bounded", token);
        Assert.True(Process.GetProcessById(rig.LauncherPid).WorkingSet64 < 150_000_000);
        Assert.EndsWith("flooded\n", (await rig.DoneAsync(token, "logs", "flood:0", "-n", "3")).Out, StringComparison.Ordinal);

        // Nothing is lost or doubled where it was cut.
        var numbers = (await rig.DoneAsync(token, "logs", "flood:0", "-n", "1000000")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..^1].Select(l => int.Parse(l.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(1_000_000, numbers[^1]);
        Assert.Equal(numbers.Count, numbers[^1] - numbers[0] + 1);
    }

    [Fact(Timeout = 120_000)]
    public async Task Three_clients_at_once_see_the_same_and_a_client_that_does_not_read_holds_nobody_up()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'exec sleep 1000', replicas: 10, restart: { startsecs: 100ms } }\n");
        await rig.DoneAsync(token, "up", "--wait");
        using var mute = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        await mute.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(rig.Root, "socket")), token);
        await mute.SendAsync(new LaunchRequest.Look(true).Encode(1), token);
        await mute.SendAsync("{\"v\":9}\nnonsense\n"u8.ToArray(), token);
        var lines = new List<ILauncherLine>();
        for (var i = 0; i < 3; i++)
        {
            lines.Add(await rig.LineAsync(token));
        }

        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(lines.Select((l, i) => l.AskAsync(i == 0 ? new LaunchRequest.Restart(["tick"]) : new LaunchRequest.Start(["tick"]), token)));
        }

        foreach (var line in lines)
        {
            await rig.SeesAsync(line, p => p.Programs.Length == 10 && p.Programs.All(x => x.State is { Phase: ProgramPhase.Running, Run: > 1 }), token);
        }

        Assert.Equal(10, rig.Marked().Length);
        foreach (var line in lines)
        {
            await line.DisposeAsync();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Stale_locks_and_sockets_never_block_a_start()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'exec sleep 1000' }\n");
        Directory.CreateDirectory(rig.Root);

        // Nobody's pid; then the pid of a process that lives and is no launcher: this test.
        foreach (var stale in new[] { "999999999 5\n", $"{Environment.ProcessId} 5\n", "nonsense", "" })
        {
            File.Delete(Path.Combine(rig.Root, "lock"));
            await File.WriteAllTextAsync(Path.Combine(rig.Root, "lock"), stale, token);
            await File.WriteAllTextAsync(Path.Combine(rig.Root, "socket"), "no socket", token);
            await rig.DoneAsync(token, "up", "-d");
            await rig.DoneAsync(token, "down");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_hundred_programs_start_are_listed_and_end()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  many: { command: 'echo $$; exec sleep 1000', replicas: 200 }\n");
        await rig.DoneAsync(token, "up", "--wait", "--timeout", "90s");
        Assert.Equal(200, rig.Marked().Length);
        var listed = await rig.DoneAsync(token, "status", "-o", "name");
        Assert.Equal(200, listed.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.True(Process.GetProcessById(rig.LauncherPid).WorkingSet64 < 200_000_000);
        await rig.DoneAsync(token, "down");
        Assert.Empty(rig.Marked());
    }

    [Fact(Timeout = 60_000)]
    public async Task Programs_get_the_limits_of_the_shell_and_a_notify_socket_wherever_the_launcher_lives()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        var deep = rig.Wconsole.File(string.Join('/', Enumerable.Repeat("a-folder-with-a-long-name", 6)));
        rig.Groups("  w: { command: 'echo $(ulimit -Sn) ${#NOTIFY_SOCKET} ${WCONSOLE_OPEN_FILES-none}; test -S $NOTIFY_SOCKET && echo there; exec sleep 1000' }\n");
        var program = Path.Combine(AppContext.BaseDirectory, "wconsole");
        Assert.Equal(0, await Shell.RunAsync(rig.Wconsole.File(""), $"ulimit -Sn 777; '{program}' up -d --state-dir '{deep}'; exit $?", token));
        try
        {
            await Until.TrueAsync(async () => (await rig.RunAsync(token, "logs", "--state-dir", deep)).Out.EndsWith("there\n", StringComparison.Ordinal), LauncherRig.Patience, () => "it logs nothing", token);
            var words = (await rig.RunAsync(token, "logs", "--state-dir", deep)).Out.Split([' ', '\n']);
            Assert.Equal(("777", "none"), (words[0], words[2]));
            Assert.InRange(int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), 10, 107);
        }
        finally
        {
            await rig.DoneAsync(token, "down", "--state-dir", deep, "--timeout", "1s");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_launcher_of_another_version_is_told_as_one()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        Directory.CreateDirectory(rig.Root);
        using var other = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        other.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(rig.Root, "socket")));
        other.Listen();
        var opening = rig.Keeper.OpenAsync(start: false, token);
        using var client = await other.AcceptAsync(token);
        await client.SendAsync(new LaunchReply.Refused(0, "it is of another version", "end it").Encode(), token);
        Assert.Equal("it is of another version; end it", (await opening).Why);
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_starts_at_once_make_one_launcher()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'exec sleep 1000', replicas: 3 }\n");
        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => rig.RunAsync(token, "up", "-d")));
        Assert.All(both, ran => Assert.True(ran.Code == 0, ran.Error + rig.Log()));
        Assert.Equal(3, rig.Marked().Length);
    }

    [Fact(Timeout = 60_000)]
    public async Task TERM_leaves_the_programs_to_the_next_launcher()
    {
        var token = TestContext.Current.CancellationToken;
        await using var rig = new LauncherRig();
        rig.Groups("  tick: { command: 'exec sleep 1000', replicas: 3 }\n");
        await rig.DoneAsync(token, "up", "--wait");
        var pid = rig.LauncherPid;
        _ = WConsole.Drivers.Hosts.LibC.Kill(pid, 15);
        await Until.TrueAsync(() => ValueTask.FromResult(!rig.IsAlive(pid)), LauncherRig.Patience, () => "it lives", token);
        Assert.Equal(3, rig.Marked().Length);
        Assert.Contains("3 adopted", (await rig.DoneAsync(token, "up", "-d")).Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_full_disk_is_told_and_stops_nothing_that_runs()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("mount", "umount");
        await using var rig = new LauncherRig();
        Directory.CreateDirectory(rig.Root);
        if (await Shell.RunAsync("/", $"mount -t tmpfs -o size=256k,mode=700 tmpfs '{rig.Root}'", token) != 0)
        {
            Assert.Skip("no right to mount a small file system");
        }

        try
        {
            rig.Groups("  tick: { command: 'exec sleep 1000', replicas: 3 }\n  full: { command: 'head -c 1000000 /dev/zero; echo; exec sleep 1000' }\n");
            await rig.DoneAsync(token, "up", "-d");
            await using (var line = await rig.LineAsync(token))
            {
                var ended = await line.AskAsync(new LaunchRequest.Restart(["tick"]), token);
                Assert.IsType<LaunchReply.Taken>(ended);
                await rig.SeesAsync(line, p => p.News.Any(n => n.Contains("cannot be written", StringComparison.Ordinal)), token);
                await rig.SeesAsync(line, p => p.News.Any(n => n.Contains("only 0 MB are left on the disk of the logs", StringComparison.Ordinal)), token);
                await rig.SeesAsync(line, p => p.Programs.Where(x => x.Group == "tick").All(x => x.State is { Phase: ProgramPhase.Running, Run: 2 }), token);
            }

            // What the memory does not hold is found by its mark.
            await rig.KillLauncherAsync(token);
            await rig.DoneAsync(token, "up", "-d");
            Assert.Equal(4, rig.Marked().Count(m => m.Leads));
            await rig.DoneAsync(token, "down", "--timeout", "1s");
            Assert.Empty(rig.Marked());
        }
        finally
        {
            await rig.DisposeAsync();
            await Shell.RunAsync("/", $"umount -l '{rig.Root}'", CancellationToken.None);
        }
    }
}
