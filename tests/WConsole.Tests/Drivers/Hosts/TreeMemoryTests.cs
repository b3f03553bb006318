using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

/// <summary>What descends from a main process is found, whatever it did to get away; nothing else is.</summary>
public sealed class TreeMemoryTests : IDisposable
{
    private const int Main = 100;
    private const long Start = 5000;
    private const string Worker = "python worker -n w1";

    // 100 ticks a second.
    private const long Later = Start + 1000;

    private static readonly string[] Shell = ["HOME=/root", "PATH=/bin", "SHLVL=1"];
    private static readonly string[] Inherited = [.. Shell, "WORKER_LOG=x"];
    private static readonly TreeMarks Marks = new(["WORKER_LOG"], line => line.Any(a => a is "worker" or "[worker:"));

    // A shell that starts a worker with two slots; the shell's session and a group of the worker's own.
    private readonly ProcFolder _proc = new ProcFolder()
        .Put(1, 0, 1, command: "init")
        .Put(50, 1, 4000, command: "bash", environment: Shell)
        .Put(Main, 50, Start, session: 50, command: Worker, environment: Shell, files: ["/dev/null", "/log/w1", "/log/w1", "pipe:[7]"])
        .Put(101, Main, Start + 50, group: Main, session: 50, command: Worker, environment: Shell, files: ["/dev/null", "/dev/null", "/dev/null", "pipe:[7]"])
        .Put(102, Main, Start + 50, group: Main, session: 50, command: Worker, environment: Shell, files: ["/dev/null", "/dev/null", "/dev/null", "pipe:[7]"]);

    private TreeMemory? _memory;

    [Fact]
    public void Children_and_theirs_belong_to_it_and_neighbours_do_not()
    {
        _proc.Put(110, 101, Later, session: 50, environment: Inherited)
            .Put(111, 110, Later, session: 50, environment: Inherited)
            .Put(120, 50, Later, session: 50, command: "sleep 100", environment: Shell)
            .Put(121, 1, Later, command: "sleep 100", environment: Shell)
            .Put(122, 1, Later, command: "python worker -n w2", environment: Shell);
        Assert.Equal([Main, 101, 102, 110, 111], Look());
        Assert.Equal("the main process", Found().Processes[0].Evidence);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000050), Found().Processes[0].StartedAt);
    }

    [Fact]
    public void An_orphan_in_a_session_of_its_own_is_known_by_the_environment_that_only_a_worker_gives()
    {
        _proc.Put(110, 1, Later, environment: [.. Inherited, "MORE=1"], command: "sh -c daemon")
            .Put(111, 110, Later, session: 110, environment: ["CLEAN=1"])
            .Put(112, 1, Later, environment: Shell);
        Assert.Equal([Main, 101, 102, 110, 111], Look());
    }

    [Fact]
    public void An_orphan_with_a_clean_environment_is_known_when_it_was_seen_before_or_stayed_in_a_session_or_group_of_the_tree()
    {
        _proc.Put(110, 101, Later, group: 110, session: 50, environment: []);
        Look();
        _proc.Put(110, 1, Later, session: 50, environment: [])
            .Put(113, 101, Later, environment: [])
            .Put(114, 113, Later, group: 114, session: 113, environment: []);
        Look();
        _proc.End(113).Put(114, 1, Later, session: 113, environment: []).Put(115, 1, Later, session: 113, environment: []).Put(116, 1, Later, group: Main, session: 50, environment: []);
        Assert.Equal([Main, 101, 102, 110, 114, 115, 116], Look());
    }

    [Fact]
    public void What_a_shell_started_in_the_same_pipeline_is_no_part_of_it()
    {
        _proc.Put(103, 1, Start + 1, group: Main, session: 50, command: "tee log", environment: Shell, files: ["pipe:[7]"]);
        Assert.Equal([Main, 101, 102], Look());
    }

    [Fact]
    public void Of_two_workers_started_alike_an_orphan_is_nobodys_until_its_output_tells()
    {
        _proc.Put(60, 50, Start - 10, session: 50, command: "python worker -n w2", environment: Shell, files: ["/dev/null", "/log/w2", "/log/w2"])
            .Put(110, 1, Later, environment: Inherited, files: ["/dev/null", "/dev/null", "/dev/null"])
            .Put(111, 1, Later, environment: Inherited, files: ["/dev/null", "/log/w1", "/dev/null"])
            .Put(112, 1, Later, environment: Inherited, files: ["/dev/null", "/log/w2", "/dev/null"]);
        var found = Found();
        Assert.Equal([Main, 101, 102, 111], found.Processes.Select(p => p.Pid));
        Assert.Equal(["pid 110", "pid 112"], found.Doubts.Select(d => d[..7]));
    }

    [Fact]
    public void Marks_that_the_shell_already_had_prove_nothing()
    {
        _proc.Put(50, 1, 4000, command: "bash", environment: Inherited).Put(Main, 50, Start, session: 50, command: Worker, environment: Inherited)
            .Put(110, 1, Later, environment: Inherited);
        Assert.Equal([Main, 101, 102], Look());
    }

    [Fact]
    public void A_fork_without_another_program_is_known_by_the_pipes_it_holds()
    {
        _proc.Put(110, 1, Later, command: Worker, environment: Shell, files: ["pipe:[8]", "pipe:[8]", "pipe:[8]", "pipe:[7]"])
            .Put(111, 1, Later, command: Worker, environment: Shell, files: ["pipe:[7]", "pipe:[7]", "pipe:[7]", "pipe:[8]"]);
        Assert.Equal([Main, 101, 102, 110], Look());
    }

    [Fact]
    public void A_process_title_hides_the_environment_and_then_outputs_and_pipes_must_tell()
    {
        _proc.Put(Main, 50, Start, session: 50, command: "[worker: w1:MainProcess]", environment: [], files: ["/dev/null", "/log/w1", "/log/w1", "pipe:[7]"])
            .Put(60, 50, Start - 10, session: 50, command: "[worker: w2:MainProcess]", environment: [], files: ["/dev/null", "/log/w2", "/log/w2"])
            .Put(110, 1, Later, environment: Inherited, files: ["/dev/null", "/log/w1"])
            .Put(111, 1, Later, environment: Inherited, files: ["/dev/null", "/log/w2"])
            .Put(112, 1, Later, command: "[worker: w1:Fork-1 running]", environment: [], files: ["/dev/null", "/log/w2", "/log/w2", "pipe:[7]"])
            .Put(113, 1, Later, command: "[worker: w3:MainProcess]", environment: [], files: ["/dev/null", "/log/w3", "/log/w3", "pipe:[9]"]);
        var found = Found();
        Assert.Equal([Main, 101, 102, 110, 112], found.Processes.Select(p => p.Pid));
        Assert.Contains(found.Doubts, d => d.StartsWith("pid 111", StringComparison.Ordinal));
    }

    [Fact]
    public void A_keepers_mark_counts_unless_its_parent_has_it_too()
    {
        string[] kept = [.. Shell, "SUPERVISOR_GROUP_NAME=g", "SUPERVISOR_PROCESS_NAME=w1"];
        _proc.Put(Main, 50, Start, session: 50, command: Worker, environment: kept).Put(110, 1, Later, environment: ["SUPERVISOR_GROUP_NAME=g", "SUPERVISOR_PROCESS_NAME=w1"])
            .Put(111, 1, Later, environment: ["SUPERVISOR_GROUP_NAME=g", "SUPERVISOR_PROCESS_NAME=w2"]);
        Assert.Equal([Main, 101, 102, 110], Look());
        _memory = null;
        _proc.Put(50, 1, 4000, command: "bash", environment: kept);
        Assert.Equal([Main, 101, 102], Look());
    }

    [Fact]
    public void Its_own_service_counts_and_a_login_session_or_a_terminals_service_does_not()
    {
        _proc.Put(Main, 1, Start, command: Worker, environment: Shell, cgroup: "/system.slice/w1.service").Put(110, 1, Later, environment: [], cgroup: "/system.slice/w1.service");
        Assert.Contains(110, Look());
        foreach (var shared in new[] { "/user.slice/session-2.scope", "/user.slice/user@0.service" })
        {
            _memory = null;
            _proc.Put(Main, 1, Start, command: Worker, environment: Shell, cgroup: shared).Put(110, 1, Later, environment: [], cgroup: shared);
            Assert.DoesNotContain(110, Look());
        }

        _memory = null;
        _proc.Put(Main, 1, Start, command: Worker, environment: Shell, cgroup: "/t.service").Put(110, 1, Later, environment: [], cgroup: "/t.service").Put(49, 1, 3000, command: "terminal", cgroup: "/t.service");
        Assert.DoesNotContain(110, Look());
    }

    [Fact]
    public void What_outlives_the_main_process_is_still_its_and_what_starts_afterwards_is_not()
    {
        _proc.Put(110, 101, Later, environment: []).Put(111, 101, Later, session: 50, environment: Inherited);
        Look();
        _proc.End(Main).End(101).Put(102, 1, Start + 50, command: Worker, state: 'Z').Put(110, 1, Later, environment: []).Put(111, 1, Later, session: 50, environment: Inherited);
        Assert.Equal([110, 111], Look());
        Assert.False(Found().MainLives);

        // Another worker from the same shell, and what a task of it left.
        _proc.Put(200, 50, Later + 500, session: 50, command: "python worker -n w2", environment: Shell).Put(210, 1, Later + 600, environment: Inherited)
            .Put(112, 110, Later + 700, session: 110, environment: []);
        Assert.Equal([110, 111, 112], Look());
    }

    [Fact]
    public void A_pid_that_was_handed_to_another_process_is_not_its()
    {
        _proc.Put(110, 101, Later, environment: Inherited);
        Look();
        _proc.Put(110, 1, Later + 5, environment: Shell);
        Assert.Equal([Main, 101, 102], Look());
        _proc.Put(Main, 1, Later + 9, environment: Shell);
        Assert.Equal([101, 102], Look());
    }

    [Fact]
    public void This_console_is_never_among_them()
    {
        _memory = new TreeMemory(TreeRoot.Read(Scan(), Main, Start, Marks)!, Marks, 102);
        Assert.Equal([Main, 101], Look());
    }

    public void Dispose() => _proc.Dispose();

    private IEnumerable<int> Look() => Found().Processes.Select(p => p.Pid);

    private TreeFinding Found()
    {
        _memory ??= new TreeMemory(TreeRoot.Read(Scan(), Main, Start, Marks)!, Marks, 0);
        return _memory.Look(Scan(), []);
    }

    private ProcessScan Scan() => new ProcFs(_proc.Root).Scan();
}
