using WConsole.Fleet.Launch;
using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

/// <summary>The guides' own examples for supervisord and systemd: read as they mean, and warned of with the remedy.</summary>
public sealed class GuideInputTests : IDisposable
{
    private readonly GroupBox _box = new();

    public void Dispose() => _box.Dispose();

    private static string Folder => Path.Combine(ArrowTests.Root, "tests/WConsole.Tests/App/Settings/Groups/Captures");

    private GroupsOutcome Load(string capture, string user = "ops") => GroupInput.Load(_box.Box.Inputs with { User = user }, Path.Combine(Folder, capture));

    private static void Warned(GroupsOutcome outcome, long line, string what, string remedy) =>
        Assert.Contains(outcome.Warnings, w => w.Line == line && w.What.Contains(what, StringComparison.Ordinal) && w.Remedy.Contains(remedy, StringComparison.Ordinal));

    [Fact]
    public void SlmQueue_under_supervisord()
    {
        var outcome = Load("slmqueue-supervisord.conf");
        Assert.Empty(outcome.Problems);
        var group = Assert.Single(outcome.Groups);
        Assert.Equal(["php", "/var/www/mysite/public/index.php", "queue", "beanstalkd", "default"], group.Command);
        Assert.Equal(("my-app", "slmqueue", 1, RestartPolicy.Always), (group.Name, group.Framework.Value, group.Replicas, group.Restart.Policy));
        Assert.Equal(new StopRule("TERM", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), group.Stop);
        Assert.Equal(new GroupOrigin(outcome.File!, 13), group.Origin);
        Assert.Null(group.User);
        Warned(outcome, 1, "takes no orders", "supervisor.rpcinterface_factory");
        Warned(outcome, 14, "does not see TERM", "--timeout");
        Warned(outcome, 15, "runs as ops", "run as root");
        Assert.Equal(3, outcome.Warnings.Length);
    }

    [Fact]
    public void SlmQueue_with_several_processes()
    {
        var outcome = Load("slmqueue-numprocs.conf", "root");
        Assert.Empty(outcome.Problems);
        Assert.Equal((3, "www-data"), (Assert.Single(outcome.Groups).Replicas, outcome.Groups[0].User));
        Warned(outcome, 5, "refuses '%(process_num)'", "%(process_num)s, or %(process_num)02d");
        Warned(outcome, 3, "names no queue", "queue beanstalkd default");
    }

    [Theory]
    [InlineData("slmqueue/my-app.target", 3)]
    [InlineData("slmqueue/my-app-worker@.service", 3)]
    [InlineData("slmqueue/my-app-worker.service", 1)]
    public void SlmQueue_under_systemd(string capture, int replicas)
    {
        var outcome = Load(capture, "root");
        Assert.Empty(outcome.Problems.Select(p => p.Text));
        var group = Assert.Single(outcome.Groups);
        Assert.Equal(("my-app-worker", replicas, "www-data"), (group.Name, group.Replicas, group.User));
        Assert.Equal((RestartPolicy.Always, TimeSpan.FromMinutes(1)), (group.Restart.Policy, group.Restart.FirstPause));
        Assert.Equal(new StopRule("TERM", TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(90)), group.Stop);
        Assert.Contains(outcome.Warnings, w => w.What.Contains("nobody takes jobs for 1m", StringComparison.Ordinal) && w.Remedy == "write RestartSec=2");
        Assert.Contains(outcome.Warnings, w => w.What.Contains("names no queue", StringComparison.Ordinal));
        Assert.All(outcome.Warnings, w => Assert.EndsWith(".service", w.Origin, StringComparison.Ordinal));
    }

    [Fact]
    public void Huey_under_supervisord_would_lose_its_tasks()
    {
        var outcome = Load("huey-supervisord.conf");
        Assert.Empty(outcome.Problems);
        var group = Assert.Single(outcome.Groups);
        Assert.Equal(("huey", "INT"), (group.Framework.Value, group.Stop.Signal));
        Assert.Equal(("/path/to/project", "en_US.UTF-8"), (group.Environment["PYTHONPATH"], group.Environment["LANG"]));
        Warned(outcome, 1, "TERM, which is sent when nothing is said, interrupts", "stopsignal = INT");
    }

    [Fact]
    public void Celery_under_supervisord_would_lose_its_tasks()
    {
        var outcome = Load("celery-supervisord.conf");
        Assert.Empty(outcome.Problems);
        Warned(outcome, 12, "stopasgroup", "stopasgroup = false");
        Warned(outcome, 2, "tasks may take 15m, but the worker is killed after 10m", "stopwaitsecs = 910");
    }

    [Fact]
    public void Numbers_variables_and_quotes_of_supervisord_become_ours()
    {
        var outcome = _box.Load("""
            [program:mail]
            command = celery -A shop worker -n w%(process_num)02d@%%h --title "a b" ; a comment
            process_name = %(program_name)s_%(process_num)02d
            numprocs = 2
            numprocs_start = 1
            environment = A="x,y",B='%(program_name)s',
             C=%(here)s
            startsecs = 5
            startretries = 7
            autorestart = unexpected
            exitcodes = 0,2
            stopsignal = SIGINT
            stopwaitsecs = 20
            """, "workers.conf");
        Assert.Empty(outcome.Problems);
        Assert.Empty(outcome.Warnings);
        var group = Assert.Single(outcome.Groups);
        Assert.Equal(["celery", "-A", "shop", "worker", "-n", "w${index+1:02}@%h", "--title", "a b"], group.Command);
        Assert.Equal(["w01@h", "w02@h"], Enumerable.Range(0, 2).Select(i => Replica.Expand(group, i, null, "/d", "h").Node));
        Assert.Equal(("x,y", "mail", _box.Box.Work), (group.Environment["A"], group.Environment["B"], group.Environment["C"]));
        Assert.Equal((RestartPolicy.Unexpected, 5d, 7), (group.Restart.Policy, group.Restart.StartSecs.TotalSeconds, group.Restart.StartRetries));
        Assert.Equal([0, 2], group.Restart.ExitCodes);
        Assert.Equal(new StopRule("INT", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)), group.Stop);
    }

    [Theory]
    [InlineData("command = x\nstopsignal = TREM", 3, "'TREM' is no signal", "stopsignal = TERM")]
    [InlineData("user = x", 1, "no command", "write command")]
    [InlineData("command = 'x", 2, "no command", "each quote closed")]
    [InlineData("command = x\ndirectory = /no/where", 3, "no folder /no/where", "directory")]
    [InlineData("command = x\nenvironment = nothing", 3, "no list of variables", "NAME=")]
    public void What_supervisord_could_not_run_is_told(string lines, long line, string what, string remedy)
    {
        var problems = _box.Load($"[program:a]\n{lines}\n", "workers.conf").Problems;
        Assert.Contains(problems, p => p.Line == line && p.What.Contains(what, StringComparison.Ordinal) && p.Remedy.Contains(remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("command = x\nnumprocs = 2", "under one name", "process_name = %(program_name)s_%(process_num)02d")]
    [InlineData("command = x\nautostart = false", "autostart", "--scale")]
    [InlineData("command = x\nstopwaitsec = 3", "no key 'stopwaitsec'", "'stopwaitsecs'")]
    [InlineData("command = x %(nothing)s", "refuses '%(nothing)s'", "%(program_name)s")]
    [InlineData("command = php index.php queue sqs mail\nautorestart = unexpected", "stay stopped", "autorestart = true")]
    [InlineData("command = celery -A a worker -n w@%%h\nnumprocs = 2\nprocess_name = w%(process_num)s", "all replicas are one node", "-n NAME${index}@%h")]
    [InlineData("command = celery -A a multi start 2", "background", "without multi")]
    [InlineData("command = bash huey_consumer.sh\nstopsignal = INT", "a shell in front of Huey", "exec huey_consumer")]
    [InlineData("command = sh -c \"huey_consumer x.huey\"\nstopsignal = INT", "a shell in front of Huey", "exec huey_consumer")]
    public void What_supervisord_would_do_wrong_is_warned_of(string lines, string what, string remedy)
    {
        var warnings = _box.Load($"[program:a]\n{lines}\n", "workers.conf").Warnings;
        Assert.True(warnings.Any(w => w.What.Contains(what, StringComparison.Ordinal) && w.Remedy.Contains(remedy, StringComparison.Ordinal)), string.Join('\n', warnings.Select(w => w.Text)));
    }

    [Fact]
    public void A_unit_of_systemd_is_read_with_its_variables_and_instances()
    {
        Directory.CreateDirectory(_box.Box.Work);
        File.WriteAllText(Path.Combine(_box.Box.Work, "w.env"), "POOL=4\n");
        File.WriteAllText(Path.Combine(_box.Box.Work, "shop.target"), "[Unit]\nWants=w@1.service w@2.service\n");
        var outcome = _box.Load($"""
            [Unit]
            PartOf=shop.target
            [Service]
            Type=notify
            Environment="A=two words" B=1
            Environment=C=%i
            EnvironmentFile={_box.Box.Work}/w.env
            EnvironmentFile=-/no/where
            ExecStart=/usr/bin/celery -A shop worker \
              -n w%i@%%h -c $POOL --title $A
            KillMode=mixed
            TimeoutStopSec=1min 30s
            Restart=on-failure
            SuccessExitStatus=75
            """, "w@.service");
        Assert.Empty(outcome.Problems.Select(p => p.Text));
        Assert.Empty(outcome.Warnings.Select(p => p.Text));
        var group = Assert.Single(outcome.Groups);
        Assert.Equal(2, group.Replicas);
        var second = Replica.Expand(group, 1, null, "/d", "h");
        Assert.Equal(["/bin/sh", "-c", "exec \"/usr/bin/celery\" \"-A\" \"shop\" \"worker\" \"-n\" \"w2@%h\" \"-c\" $POOL \"--title\" \"two words\""], second.Arguments);
        Assert.Equal(("two words", "1", "2"), (second.Environment["A"], second.Environment["B"], second.Environment["C"]));
        Assert.Equal([Path.Combine(_box.Box.Work, "w.env")], group.EnvironmentFiles);
        Assert.IsType<ReadyRule.ByNotify>(group.Ready);
        Assert.Equal(TimeSpan.FromSeconds(90), group.Stop.Deadline);
        Assert.Equal([0, 75], group.Restart.ExitCodes);
    }

    [Theory]
    [InlineData("ExecStart=/usr/bin/celery -A a worker", "KillMode=control-group", "KillMode=mixed")]
    [InlineData("ExecStart=/bin/x\nKillMode=process", "leaves child processes", "KillMode=mixed")]
    [InlineData("ExecStart=/bin/x\nType=forking", "Type=forking", "Type=exec")]
    [InlineData("ExecStart=/x/huey_consumer.py a.huey", "interrupts", "KillSignal=SIGINT")]
    [InlineData("ExecStart=/usr/bin/php x.php queue sqs mail\nRestart=on-failure", "stay stopped", "Restart=always")]
    [InlineData("ExecStart=/usr/bin/php x.php queue sqs mail\nRestart=always", "gives up after 5 starts", "StartLimitIntervalSec=0")]
    public void What_systemd_would_do_wrong_is_warned_of(string lines, string what, string remedy)
    {
        var warnings = _box.Load($"[Service]\n{lines}\n", "a.service").Warnings;
        Assert.True(warnings.Any(w => w.What.Contains(what, StringComparison.Ordinal) && w.Remedy.Contains(remedy, StringComparison.Ordinal)), string.Join('\n', warnings.Select(w => w.Text)));
    }

    [Fact]
    public void Instances_that_are_no_numbers_in_a_row_are_groups_of_their_own()
    {
        SettingsBox.Write(Path.Combine(_box.Box.Work, "w@.service"), "[Unit]\nPartOf=shop.target\n[Service]\nExecStart=/bin/w --queue %i\n");
        var outcome = _box.Load("[Unit]\nWants=w@mail.service w@img.service\n", "shop.target");
        Assert.Empty(outcome.Problems.Select(p => p.Text));
        Assert.Equal(["w-mail: /bin/w --queue mail", "w-img: /bin/w --queue img"], outcome.Groups.Select(g => $"{g.Name}: {string.Join(' ', g.Command)}"));
    }
}
