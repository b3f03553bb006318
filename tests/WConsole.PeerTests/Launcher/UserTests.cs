using WConsole.Drivers.Keepers.Local;
using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launcher;

/// <summary>Groups that run as another user, for real: only root can start them.</summary>
public sealed class UserTests
{
    private const string Say = "import os,socket; s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM); s.sendto(b\"READY=1\\nSTATUS=told\",os.environ[\"NOTIFY_SOCKET\"])";

    [Fact(Timeout = 90_000)]
    public async Task A_program_is_its_user_through_and_through_and_can_use_its_folder_log_and_socket()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("setpriv", "python3");
        RequireRoot();
        await using var rig = new LauncherRig();
        using var place = new OtherPlace(rig.Root);
        var old = Path.Combine(place.Path, "data/who/1");
        Directory.CreateDirectory(old);
        rig.Wconsole.Environment["XDG_RUNTIME_DIR"] = "/run/user/0";
        rig.Groups($$"""
              who:
                user: nobody
                replicas: 2
                cwd: /
                ready: notify
                env: { SAY: '{{Say}}' }
                command: [/bin/sh, -c, 'echo "is $(id -u) $(id -g) of $(id -G)"; echo "home $HOME $USER $LOGNAME ${XDG_RUNTIME_DIR-none}"; echo kept > ${data}/kept || echo closed; echo again >> /dev/stdout; python3 -c "$SAY"; exec sleep 1000']
            """);
        await rig.DoneAsync(token, "up", "-d");
        await using var line = await rig.LineAsync(token);
        await rig.SeesAsync(line, p => p.Programs.All(x => x.State is { Ready: Readiness.Yes, Report.Status: "told" }), token);
        var (_, groups, _) = await ChildProcess.RunAsync("/", ["/usr/bin/id", "-G", "nobody"], token);
        Assert.Equal($"is 65534 65534 of {groups.Trim()}\nhome /nonexistent nobody nobody none\nagain\n", rig.LogOf("who:0", 1));
        Assert.Equal("kept\n", await File.ReadAllTextAsync(Path.Combine(place.Path, "data/who/0/kept"), token));

        // A folder that was there before is left as it is.
        Assert.Contains("closed", rig.LogOf("who:1", 1), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(old));

        // Nobody else may read what is its own, and the tree ends as any other.
        Assert.Equal(0, await Shell.RunAsync("/", $"test \"$(stat -c '%U %a' '{place.Path}/data/who/0')\" = 'nobody 700'", token));
        Assert.NotEmpty(rig.Marked());
        await rig.DoneAsync(token, "down");
        Assert.Empty(rig.Marked());
    }

    [Fact(Timeout = 60_000)]
    public async Task What_its_user_may_not_run_is_told_and_an_unknown_user_is_refused_with_file_and_line()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("setpriv");
        RequireRoot();
        await using var rig = new LauncherRig();
        using var place = new OtherPlace(rig.Root);
        await File.WriteAllTextAsync(rig.Wconsole.File("mine"), "#!/bin/sh\nexec sleep 1000\n", token);
        Assert.Equal(0, await Shell.RunAsync(rig.Wconsole.File(""), "chmod 700 mine", token));
        rig.Groups($"  who: {{ user: nobody, cwd: /, command: ['{rig.Wconsole.File("mine")}'], restart: {{ startretries: 1, first_pause: 100ms }} }}\n");
        await rig.DoneAsync(token, "up", "-d");
        await using var line = await rig.LineAsync(token);
        var picture = await rig.SeesAsync(line, p => p.Find("who:0")!.State.Phase == ProgramPhase.Fatal, token);
        Assert.Contains("Permission denied", picture.Find("who:0")!.State.LastExit!.LastLine, StringComparison.Ordinal);
        Assert.Contains("Permission denied", (await rig.RunAsync(token, "status", "-o", "wide")).Out, StringComparison.Ordinal);

        rig.Groups("  who:\n    command: [sleep, '1']\n    user: nobody-at-all\n");
        foreach (var verb in new[] { "config check", "up -d" })
        {
            var ran = await rig.RunAsync(token, verb.Split(' '));
            Assert.NotEqual(0, ran.Code);
            Assert.Contains("wconsole.yaml:4", ran.Out + ran.Error, StringComparison.Ordinal);
            Assert.Contains("'nobody-at-all', and this host has no such user", ran.Out + ran.Error, StringComparison.Ordinal);
        }
    }

    private static void RequireRoot()
    {
        if (Environment.UserName != "root")
        {
            Assert.Skip("only root may start programs of other users");
        }
    }

    // Taken away again: the launcher leaves data where it is.
    private sealed class OtherPlace(string root) : IDisposable
    {
        public string Path { get; } = new LauncherFolder(root).ForOthers;

        public void Dispose()
        {
            if (Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
    }
}
