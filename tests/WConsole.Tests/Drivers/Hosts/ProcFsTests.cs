using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

public sealed class ProcFsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wct-proc-").FullName;

    [Fact]
    public void A_program_name_with_spaces_and_parentheses_does_not_shift_the_fields()
    {
        const string stat = "77 (a ) R (x) S 12 77 77 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 200 18446744073709551615\n";
        var alive = Assert.IsType<ProcessLook.Alive>(ProcFs.ParseStat(77, stat));
        Assert.Equal((77, 987654L, 12), (alive.Pid, alive.StartTicks, alive.ParentPid));
    }

    [Theory]
    [InlineData("77 (celery) Z 12 77 77 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 0 0\n", typeof(ProcessLook.Zombie))]
    [InlineData("77 (celery) S 12", typeof(ProcessLook.Unreadable))]
    [InlineData("", typeof(ProcessLook.Unreadable))]
    [InlineData("77 (celery) S x 77 77 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 0 0\n", typeof(ProcessLook.Unreadable))]
    public void What_is_no_live_process_is_told_apart(string stat, Type expected) => Assert.IsType(expected, ProcFs.ParseStat(77, stat));

    [Fact]
    public void A_full_look_reads_command_line_folder_descriptors_and_namespace()
    {
        var log = Path.Combine(_root, "worker.log");
        File.WriteAllText(log, "x");
        Fake(77, "python3\0/usr/bin/celery\0worker\0", stdout: "pipe:[5]", stderr: log, ns: "pid:[1]", ownNs: "pid:[1]");
        var alive = Assert.IsType<ProcessLook.Alive>(new ProcFs(_root).Look(77));
        Assert.Equal(["python3", "/usr/bin/celery", "worker"], alive.CommandLine);
        Assert.True(alive.SamePidNamespace);
        Assert.Equal(_root, alive.Cwd);
        Assert.Equal("a pipe", alive.Stdout?.Kind);
        Assert.True(alive.Stderr?.CanRead);
        Assert.Equal($"file {log}", alive.Stderr?.Kind);
    }

    [Fact]
    public void Another_pid_namespace_is_seen_by_its_link_or_by_the_pids_in_status()
    {
        Fake(77, "celery\0", "pipe:[5]", "pipe:[5]", ns: "pid:[2]", ownNs: "pid:[1]");
        Fake(78, "celery\0", "pipe:[5]", "pipe:[5]", ns: null, ownNs: null, status: "Name:\tcelery\nNSpid:\t78\t7\n");
        Fake(79, "celery\0", "pipe:[5]", "pipe:[5]", ns: null, ownNs: null, status: "Name:\tcelery\nNSpid:\t79\n");
        var proc = new ProcFs(_root);
        Assert.Equal([false, false, true], new[] { 77, 78, 79 }.Select(p => (proc.Look(p) as ProcessLook.Alive)?.SamePidNamespace));
    }

    [Fact]
    public void What_is_missing_is_unknown_and_no_error()
    {
        Directory.CreateDirectory(Path.Combine(_root, "77"));
        File.WriteAllText(Path.Combine(_root, "77/stat"), Stat(77));
        var alive = Assert.IsType<ProcessLook.Alive>(new ProcFs(_root).Look(77));
        Assert.Empty(alive.CommandLine);
        Assert.Null(alive.SamePidNamespace);
        Assert.Null(alive.Stdout);
        Assert.IsType<ProcessLook.None>(new ProcFs(_root).Look(78));
        Assert.IsType<ProcessLook.None>(new ProcFs(_root).Look(-1));
    }

    [Fact]
    public void This_very_process_is_alive_and_younger_than_its_host()
    {
        var proc = new ProcFs();
        var alive = Assert.IsType<ProcessLook.Alive>(proc.Look(Environment.ProcessId));
        var age = proc.Host().AgeOf(alive.StartTicks);
        Assert.InRange(age!.Value.TotalSeconds, 0, 3600);
        Assert.True(alive.SamePidNamespace);
        Assert.True(proc.IsAlive(alive.Pid, alive.StartTicks));
        Assert.False(proc.IsAlive(alive.Pid, alive.StartTicks + 1));
    }

    [Theory]
    [InlineData("/dev/pts/3", true, "terminal /dev/pts/3")]
    [InlineData("/dev/null", false, "/dev/null")]
    [InlineData("socket:[12]", false, "a socket (often the journal)")]
    [InlineData("/var/log/x (deleted)", false, "deleted file /var/log/x")]
    [InlineData("/root/x", false, "/root/x, which we cannot read")]
    public void A_descriptor_is_named_in_words(string target, bool terminal, string kind)
    {
        var file = new OpenFile(target, false);
        Assert.Equal((terminal, kind), (file.IsTerminal, file.Kind));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Stat(int pid) => $"{pid} (celery) S 12 77 77 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 0 0\n";

    private void Fake(int pid, string commandLine, string stdout, string stderr, string? ns, string? ownNs, string? status = null)
    {
        var dir = Path.Combine(_root, $"{pid}");
        Directory.CreateDirectory(Path.Combine(dir, "fd"));
        Directory.CreateDirectory(Path.Combine(dir, "ns"));
        Directory.CreateDirectory(Path.Combine(_root, "self/ns"));
        File.WriteAllText(Path.Combine(dir, "stat"), Stat(pid));
        File.WriteAllText(Path.Combine(dir, "cmdline"), commandLine);
        File.WriteAllText(Path.Combine(dir, "status"), status ?? "Name:\tcelery\n");
        File.CreateSymbolicLink(Path.Combine(dir, "cwd"), _root);
        File.CreateSymbolicLink(Path.Combine(dir, "fd/1"), stdout);
        File.CreateSymbolicLink(Path.Combine(dir, "fd/2"), stderr);
        if (ns is not null)
        {
            File.CreateSymbolicLink(Path.Combine(dir, "ns/pid"), ns);
        }

        if (ownNs is not null && !File.Exists(Path.Combine(_root, "self/ns/pid")) && new FileInfo(Path.Combine(_root, "self/ns/pid")).LinkTarget is null)
        {
            File.CreateSymbolicLink(Path.Combine(_root, "self/ns/pid"), ownNs);
        }
    }
}
