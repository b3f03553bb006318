using System.Runtime.Versioning;
using WConsole.Fleet.Launch;
using WConsole.Settings;
using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

/// <summary><c>groups:</c> of a project file.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class GroupsFileTests : IDisposable
{
    private readonly GroupBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void The_example_of_the_design_is_read_as_it_means()
    {
        var outcome = _box.Load("""
            groups:                              # what the launcher runs
              mail:
                celery: { app: shop, queues: [mail], concurrency: 2 }
                replicas: 3
              tick:
                command: ./tick.sh --port ${port}
                replicas: 20
                stop: { signal: TERM, deadline: 15s, kill_after: 30s }
                restart: { policy: unexpected, startsecs: 1, startretries: 4 }
                ready: { log: "ready" }
                depends_on: [mail]
            """);
        Assert.Empty(outcome.Problems.Select(p => p.Text));
        var (mail, tick) = (outcome.Groups[0], outcome.Groups[1]);
        Assert.Equal(["celery", "-A", "shop", "worker", "-n", "${name}${index}@%h", "--loglevel", "info", "--concurrency", "2", "--queues", "mail", "--task-events"], mail.Command);
        Assert.Equal(("celery", 3, "${name}${index}@${host}"), (mail.Framework.Value, mail.Replicas, mail.Node));
        Assert.Equal(new StopRule("TERM", TimeSpan.FromMinutes(1), null), mail.Stop);
        Assert.Equal(new ReadyRule.ByReply(TimeSpan.FromMinutes(1)), mail.Ready);
        Assert.Equal(["mail"], mail.Queues);
        Assert.Equal(["./tick.sh", "--port", "${port}"], tick.Command);
        Assert.Equal(("plain", 20, null), (tick.Framework.Value, tick.Replicas, tick.Port));
        Assert.True(tick.UsesPort);
        Assert.Equal(new StopRule("TERM", TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)), tick.Stop);
        Assert.Equal((RestartPolicy.Unexpected, TimeSpan.FromSeconds(1), 4), (tick.Restart.Policy, tick.Restart.StartSecs, tick.Restart.StartRetries));
        Assert.Equal(new ReadyRule.ByLogLine("ready", TimeSpan.FromMinutes(1)), tick.Ready);
        Assert.Equal(["mail"], tick.DependsOn);
        Assert.Equal(new GroupOrigin(_box.File, 5), tick.Origin);
        Assert.Equal(_box.Box.Work, tick.WorkingDirectory);
    }

    [Fact]
    public void Every_word_of_the_short_form_becomes_its_option()
    {
        var group = _box.One("""
            groups:
              img:
                celery:
                  app: shop.tasks
                  program: [/usr/bin/python3, /usr/bin/celery]
                  loglevel: debug
                  concurrency: 4
                  pool: threads
                  queues: [a, b]
                  soft_time_limit: 50s
                  time_limit: 90
                  max_tasks_per_child: 100
                  max_memory_per_child: 200000
                  statedb: true
                  include: [x, y]
                  events: false
                  args: [--without-gossip]
            """);
        Assert.Equal(
            [
                "/usr/bin/python3", "/usr/bin/celery", "-A", "shop.tasks", "worker", "-n", "${name}${index}@%h", "--loglevel", "debug", "--concurrency", "4", "--pool", "threads",
                "--queues", "a,b", "--soft-time-limit", "50", "--time-limit", "90", "--max-tasks-per-child", "100", "--max-memory-per-child", "200000",
                "--statedb", "${data}/worker.state", "--include", "x,y", "--without-gossip",
            ],
            group.Command);
        Assert.Equal(TimeSpan.FromSeconds(100), group.Stop.Deadline);
        var (a, b) = (Replica.Expand(group, 0, null, "/d/0", "h.example"), Replica.Expand(group, 1, null, "/d/1", "h.example"));
        Assert.Contains("img0@%h", a.Arguments);
        Assert.Contains("img1@%h", b.Arguments);
        Assert.Contains("/d/1/worker.state", b.Arguments);
        Assert.Equal("img1@h.example", b.Node);
    }

    [Theory]
    [InlineData("./run --name 'two words'", new[] { "./run", "--name", "two words" })]
    [InlineData("python -m app ${index} ${data}/x", new[] { "python", "-m", "app", "${index}", "${data}/x" })]
    [InlineData("A=1 ./run", new[] { "/bin/sh", "-c", "A=1 ./run" })]
    [InlineData("./run > out.log", new[] { "/bin/sh", "-c", "./run > out.log" })]
    [InlineData("./run $HOME", new[] { "/bin/sh", "-c", "./run $HOME" })]
    [InlineData("./run '$HOME' a\\ b", new[] { "./run", "$HOME", "a b" })]
    [InlineData("cd x && ./run", new[] { "/bin/sh", "-c", "cd x && ./run" })]
    public void A_line_goes_to_a_shell_only_when_it_needs_one(string line, string[] expected) => Assert.Equal(expected, CommandLineWords.Of(line));

    [Theory]
    [InlineData("./a | ./b", true)]
    [InlineData("./a &", true)]
    [InlineData("./a && ./b", false)]
    [InlineData("./a >x 2>&1", false)]
    [InlineData("./a '|' x", false)]
    public void A_shell_that_stays_in_between_is_known(string line, bool stays) => Assert.Equal(stays, CommandLineWords.ShellStays(line));

    [Fact]
    public void All_other_words_are_read()
    {
        SettingsBox.Write(Path.Combine(_box.Box.Work, "app/x.env"), "# variables\nA=1\n");
        var group = _box.One("""
            groups:
              web:
                command: [./web, "--listen", "${port}"]
                framework: sample
                replicas: 2
                cwd: app
                env: { URL: "redis://u:pw@h/0", API_TOKEN: t, MODE: fast }
                env_file: app/x.env
                secrets: [MODE]
                user: ops
                port: 8000
                restart: { policy: never, startsecs: 0, startretries: 2, exitcodes: [0, 3], first_pause: 2s, longest_pause: 8s }
                stop: INT
                ready: { http: "http://127.0.0.1:${port}/", within: 5s }
                watch: { paths: ["**/*.py", "!tests/**"], backend: poll, debounce: 1s }
            """);
        Assert.Equal(("sample", Path.Combine(_box.Box.Work, "app"), 8000), (group.Framework.Value, group.WorkingDirectory, group.Port));
        Assert.Null(group.User);
        Assert.Equal([Path.Combine(_box.Box.Work, "app/x.env")], group.EnvironmentFiles);
        Assert.Equal(RestartPolicy.Never, group.Restart.Policy);
        Assert.Equal((TimeSpan.Zero, 2, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8)), (group.Restart.StartSecs, group.Restart.StartRetries, group.Restart.FirstPause, group.Restart.LongestPause));
        Assert.Equal([0, 3], group.Restart.ExitCodes);
        Assert.Equal("INT", group.Stop.Signal);
        Assert.Equal(new ReadyRule.ByHttp("http://127.0.0.1:${port}/", TimeSpan.FromSeconds(5)), group.Ready);
        Assert.Equal((WatchBackend.Poll, TimeSpan.FromSeconds(1), false), (group.Watch!.Backend, group.Watch.Debounce, group.Watch.PoolRestart));
        Assert.Equal(["**/*.py", "!tests/**"], group.Watch.Globs);
        Assert.Equal(("********", "********", "redis://u:********@h/0"), (GroupValues.Show(group, "MODE", "fast"), GroupValues.Show(group, "API_TOKEN", "t"), GroupValues.Show(group, "URL", group.Environment["URL"])));
    }

    [Theory]
    [InlineData("comand: x", "comand", "did you mean 'command'?")]
    [InlineData("replicas: 2", "nothing to run", "celery: { app")]
    [InlineData("command: x\n    replicas: many", "whole number", "replicas: 1")]
    [InlineData("command: x\n    replicas: -1", "0 to 1000", "replicas")]
    [InlineData("command: \"x 'y\"", "not closed", "./worker")]
    [InlineData("command: []", "no program", "[./worker")]
    [InlineData("command: x\n    celery: { app: a }", "command: and celery:", "keep one")]
    [InlineData("huey: { app: x }", "short form for huey", "framework: huey")]
    [InlineData("celery: { ap: x }", "'ap'", "did you mean 'app'?")]
    [InlineData("celery: { queues: x }", "no application", "celery -A")]
    [InlineData("celery: { app: a, pool: preforc }", "preforc", "did you mean 'prefork'?")]
    [InlineData("celery: { app: a, statedb: /tmp/x }", "one file /tmp/x", "statedb: true")]
    [InlineData("celery: { app: a, args: [-n, me] }", "'-n' is set by wconsole", "command:")]
    [InlineData("celery: { app: a, soft_time_limit: 9, time_limit: 9 }", "soft time limit", "shorter")]
    [InlineData("celery: { app: a, concurrency: 0 }", "concurrency: 0", "concurrency: 1")]
    [InlineData("command: x\n    cwd: nowhere", "there is no folder", "cwd:")]
    [InlineData("command: x\n    user: root", "only root", "user:")]
    [InlineData("command: x\n    env: { 1A: x }", "name a variable", "no digit first")]
    [InlineData("command: x\n    env_file: nowhere.env", "cannot be read", "env_file")]
    [InlineData("command: x\n    restart: allways", "allways", "did you mean 'always'?")]
    [InlineData("command: x\n    restart: { startsec: 1 }", "startsec", "did you mean 'startsecs'?")]
    [InlineData("command: x\n    restart: { exitcodes: [256] }", "256", "0 to 255")]
    [InlineData("command: x\n    stop: TREM", "TREM", "did you mean TERM?")]
    [InlineData("command: x\n    stop: { deadline: soon }", "no span", "15s")]
    [InlineData("command: x\n    stop: { deadline: 30s, kill_after: 10s }", "before the deadline", "kill_after: 1m")]
    [InlineData("command: x\n    ready: { log: \"(\" }", "no pattern", "plain word")]
    [InlineData("command: x\n    ready: { log: a, tcp: 1 }", "log and tcp", "keep one")]
    [InlineData("command: x\n    ready: { http: ftp://x }", "no URL", "http://127.0.0.1")]
    [InlineData("command: x\n    ready: { tcp: none }", "no port", "${port}")]
    [InlineData("command: x\n    ready: reply", "nothing can be asked", "notify")]
    [InlineData("command: x\n    depends_on: y", "'y', which is no group", "there are: a")]
    [InlineData("command: x\n    depends_on: a", "a → a", "depends_on")]
    [InlineData("command: x\n    watch: []", "names no files", "**/*.py")]
    [InlineData("command: x\n    watch: { paths: [x], pool_restart: true }", "only Celery", "pool_restart")]
    [InlineData("command: x\n    port: 65535\n    replicas: 2", "65536", "lower")]
    public void What_is_wrong_is_told_with_file_line_and_remedy(string group, string what, string remedy)
    {
        var problems = _box.Load($"groups:\n  a:\n    {group}\n").Problems;
        Assert.Contains(problems, p => p.What.Contains(what, StringComparison.Ordinal) && p.Remedy.Contains(remedy, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.Equal((_box.File, true), (p.Origin, p.Line > 1)));
    }

    [Fact]
    public void A_cycle_is_told_with_its_path_and_once()
    {
        var problem = Assert.Single(_box.Load("""
            groups:
              a: { command: x, depends_on: b }
              b: { command: x, depends_on: [c, d] }
              c: { command: x, depends_on: [b] }
              d: { command: x }
            """).Problems);
        Assert.Contains("b → c → b", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_groups_do_not_share_ports()
    {
        var problem = Assert.Single(_box.Load("groups:\n  a: { command: x, port: 8000, replicas: 3 }\n  b: { command: x, port: 8002 }\n").Problems);
        Assert.Contains("share port 8002", problem.What, StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
    }

    [Fact]
    public void Files_are_watched_in_production_only_when_forced()
    {
        const string Text = "clusters:\n  shop:\n    environment: production\n    sources:\n      - redis: redis://x/0\ngroups:\n  a:\n    command: x\n    watch: { paths: [y] }\n";
        Assert.Contains("production", Assert.Single(_box.Load(Text).Problems).What, StringComparison.Ordinal);
        Assert.Empty(_box.Load(Text.Replace("[y]", "[y], force: true", StringComparison.Ordinal)).Problems);
    }

    [Fact]
    public void The_first_place_that_has_groups_is_read()
    {
        SettingsBox.Write(_box.Box.UserFile, "groups: { own: { command: x } }\n");
        Assert.Equal("own", GroupInput.Load(_box.Box.Inputs).Groups.Single().Name);
        SettingsBox.Write(_box.File, "theme: dark\n");
        SettingsBox.Write(Path.Combine(_box.Box.Work, "more.yaml"), "groups: { more: { command: x } }\n");
        Assert.Equal("own", GroupInput.Load(_box.Box.Inputs).Groups.Single().Name);
        SettingsBox.Write(_box.File, "groups: { project: { command: x } }\n");
        Assert.Equal("project", GroupInput.Load(_box.Box.Inputs).Groups.Single().Name);
        Assert.Equal("more", GroupInput.Load(_box.Box.Inputs with { Flags = new SettingsFlags([], Config: "more.yaml") }).Groups.Single().Name);
        Assert.Equal("more", GroupInput.Load(_box.Box.Inputs, "more.yaml").Groups.Single().Name);
        Assert.Contains("no such file", GroupInput.Load(_box.Box.Inputs, "none.yaml").Problems.Single().What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_everybody_may_write_is_not_run()
    {
        _box.Load("groups: { a: { command: x } }\n");
        File.SetUnixFileMode(_box.File, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        Assert.Contains("everybody may write", Assert.Single(GroupInput.Load(_box.Box.Inputs).Problems).What, StringComparison.Ordinal);
        Assert.NotEmpty(GroupInput.Load(_box.Box.Inputs, _box.File).Groups);
    }
}
