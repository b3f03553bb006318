using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

/// <summary>How a process was started, read from what looks like /proc, and when that is not enough to start it again.</summary>
public sealed class RecipeReaderTests : IDisposable
{
    private const int Pid = 77;

    private readonly ProcFolder _proc = new();

    public RecipeReaderTests()
    {
        Directory.CreateDirectory(Path.Combine(_proc.Root, "self"));
        File.WriteAllText(Path.Combine(_proc.Root, "self/status"), "Name:\tx\nUid:\t1000\t1000\t1000\t1000\n");
        _proc.Put(5, 1, 10, command: "/bin/bash -l");
        Put();
    }

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Arguments_directory_and_environment_come_as_they_are()
    {
        var recipe = Read().Recipe!;
        Assert.Equal(["/bin/sh", "/usr/bin/celery", "worker"], recipe.Arguments);
        Assert.Equal(_proc.Root, recipe.WorkingDirectory);
        Assert.Equal(("b=c", "", 3), (recipe.Environment["A"], recipe.Environment["EMPTY"], recipe.Environment.Count));
    }

    [Fact]
    public void Another_process_with_its_pid_is_not_it() => Assert.Equal("pid 77 has ended", new RecipeReader(new ProcFs(_proc.Root)).Read(Pid, 4).Why);

    [Theory]
    [InlineData("user", "pid 77 belongs to another user (uid 33), and would be started as this one")]
    [InlineData("namespace", "pid 77 is in another pid namespace (a container)")]
    [InlineData("supervisord", "supervisord keeps it (pid 5) and would start it again itself: restart it there")]
    [InlineData("systemd", "systemd keeps it as celery.service: systemctl restart celery.service")]
    [InlineData("launcher", "a local launcher keeps it as mail:0: restart that")]
    [InlineData("title", "its command line was overwritten (setproctitle), so how it was started cannot be told")]
    [InlineData("environment", "the environment of pid 77 cannot be read")]
    [InlineData("directory", "its directory /gone/away is gone")]
    [InlineData("program", "its program /gone/python is gone")]
    [InlineData("program in PATH", "its program no-such-python is gone")]
    public void What_cannot_be_started_again_the_same_says_why(string what, string why)
    {
        switch (what)
        {
            case "user":
                Put(uid: 33);
                break;
            case "namespace":
                Put(namespaced: "77\t7");
                break;
            case "supervisord":
                _proc.Put(5, 1, 10, command: "/usr/bin/python3 /usr/bin/supervisord -n");
                break;
            case "systemd":
                Put(parent: 1, cgroup: "/system.slice/celery.service");
                break;
            case "launcher":
                Put(environment: ["A=b", "WCONSOLE_PROGRAM=mail:0"]);
                break;
            case "title":
                Put(command: "[celeryd: w1@h:MainProcess] -active-");
                break;
            case "environment":
                Put(environment: []);
                break;
            case "directory":
                Put(cwd: "/gone/away");
                break;
            case "program":
                Put(command: "/gone/python /usr/bin/celery worker");
                break;
            default:
                Put(command: "no-such-python /usr/bin/celery worker");
                break;
        }

        var reading = Read();
        Assert.Equal((null, why), (reading.Recipe, reading.Why));
    }

    [Fact]
    public void What_a_kept_program_merely_started_and_a_login_session_are_nobodys()
    {
        Put(environment: ["WCONSOLE_PROGRAM=mail:0"], session: 5);
        Assert.NotNull(Read().Recipe);
        Put(parent: 1, cgroup: "/user.slice/user-1000.slice/session-1.scope");
        Assert.NotNull(Read().Recipe);
    }

    private RecipeReading Read() => new RecipeReader(new ProcFs(_proc.Root)).Read(Pid, 9000);

    private void Put(
        string command = "/bin/sh /usr/bin/celery worker", int parent = 5, int uid = 1000, string namespaced = "77", string cgroup = "/", string[]? environment = null, string? cwd = null, int? session = null)
    {
        _proc.Put(Pid, parent, 9000, session: session, command: command, environment: environment ?? ["A=b=c", "EMPTY=", "PATH=/bin"], cgroup: cgroup);
        var folder = Path.Combine(_proc.Root, $"{Pid}");
        File.WriteAllText(Path.Combine(folder, "status"), $"Name:\tpython3\nUid:\t{uid}\t{uid}\t{uid}\t{uid}\nNSpid:\t{namespaced}\n");
        File.CreateSymbolicLink(Path.Combine(folder, "cwd"), cwd ?? _proc.Root);
    }
}
