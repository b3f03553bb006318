using WConsole.Fleet.Launch;
using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

/// <summary>Groups that are asked for without a file: what is typed → what is run, what is wrong with it, and the line and text that say the same.</summary>
public sealed class AskedGroupTests : IDisposable
{
    private readonly GroupBox _box = new();

    private static AskedGroup Celery { get; } = new("mail", new AskedCelery("shop.app:celery", "threads", "2", "mail, sms", "debug", ["-Ofair"]), [], "1", null, [KeyValuePair.Create("A", "b 'c'")]);

    private static AskedGroup Plain { get; } = new("tick", null, ["./tick.sh", "--port", "${port}", "it's"], "2", null, []);

    public void Dispose() => _box.Dispose();

    [Fact]
    public void A_celery_worker_is_the_group_that_the_same_words_in_a_file_make()
    {
        var asked = Read(Celery).Group!;
        var filed = _box.One("""
            groups:
              mail:
                celery: { app: "shop.app:celery", pool: threads, concurrency: 2, queues: [mail, sms], loglevel: debug, args: [-Ofair] }
                env: { A: "b 'c'" }
            """);
        Assert.Equal(filed.Command, asked.Command);
        Assert.Equal((filed.Node, "b 'c'", filed.Stop, filed.Ready), (asked.Node, asked.Environment["A"], asked.Stop, asked.Ready));
        Assert.Equal((GroupOrigin.Asked, filed.WorkingDirectory), (asked.Origin, asked.WorkingDirectory));
    }

    [Fact]
    public void A_command_keeps_its_words_and_its_placeholders()
    {
        var group = Read(Plain).Group!;
        Assert.Equal(["./tick.sh", "--port", "${port}", "it's"], group.Command);
        Assert.Equal((2, true, "plain"), (group.Replicas, group.UsesPort, group.Framework.Value));
        Assert.Equal(["/bin/sh", "-c", "echo a | cat"], Read(Plain with { Command = ["echo a | cat"] }).Group!.Command);
        Assert.Equal(["./a", "b c"], Read(Plain with { Command = ["./a 'b c'"] }).Group!.Command);
    }

    [Theory]
    [InlineData("pool", "'pool: trheads' is none of prefork, threads, solo, gevent, eventlet; did you mean 'threads'?")]
    [InlineData("concurrency", "'concurrency: 0' is no whole number from 1 to 2147483647; write concurrency: 1")]
    [InlineData("loglevel", "'loglevel: loud' is none of debug, info, warning, error, critical, fatal; write one of these")]
    [InlineData("replicas", "'replicas: x' is no whole number from 0 to 1000; write replicas: 1")]
    [InlineData("name", "'a b' cannot name a group; letters, digits, - _ and . only, a letter or digit first")]
    [InlineData("cwd", "there is no folder /nowhere/at/all; make it, or write another cwd: (relative to this file)")]
    [InlineData("env", "'1X' cannot name a variable; letters, digits and _ only, and no digit first")]
    [InlineData("args", "'-n' is set by wconsole for each replica; take it out of args:, or write command: instead of celery:")]
    public void What_is_wrong_is_told_with_the_word_that_it_is_about(string key, string text)
    {
        var celery = Celery.Celery!;
        var problem = Assert.Single(Read(key switch
        {
            "pool" => Celery with { Celery = celery with { Pool = "trheads" } },
            "concurrency" => Celery with { Celery = celery with { Concurrency = "0" } },
            "loglevel" => Celery with { Celery = celery with { LogLevel = "loud" } },
            "args" => Celery with { Celery = celery with { More = ["-n"] } },
            "replicas" => Celery with { Replicas = "x" },
            "name" => Celery with { Name = "a b" },
            "cwd" => Celery with { Cwd = "/nowhere/at/all" },
            _ => Celery with { Env = [KeyValuePair.Create("1X", "y")] },
        }).Problems);
        Assert.Equal((key, text), (problem.Key, $"{problem.What}; {problem.Remedy}"));
    }

    [Fact]
    public void Nothing_to_run_is_told()
    {
        Assert.Equal("command", Assert.Single(Read(Plain with { Command = [] }).Problems).Key);
        Assert.Equal("app", Assert.Single(Read(Celery with { Celery = Celery.Celery! with { App = "" } }).Problems).Key);
    }

    [Fact]
    public void The_environment_of_the_shell_is_taken_as_it_is()
    {
        var group = AskedReading.In(Read(Celery).Group!, [KeyValuePair.Create("A", "old"), KeyValuePair.Create("PS1", "${host}> $$"), KeyValuePair.Create("DB_PASSWORD", "x")]);
        var program = Replica.Expand(group, 0, null, "/data", "here");
        Assert.True(program.IsWholeEnvironment);
        Assert.Equal(("b 'c'", "${host}> $$"), (program.Environment["A"], program.Environment["PS1"]));
        Assert.Contains("DB_PASSWORD", group.Secrets);
    }

    [Theory]
    [InlineData("shop.celery:app", "", "shop")]
    [InlineData(null, "/usr/bin/tick.sh a", "tick")]
    [InlineData(null, "./_x", "x")]
    [InlineData(null, "'", "worker")]
    [InlineData("…", "", "worker")]
    public void A_name_is_made_where_none_is_given(string? app, string line, string name) => Assert.Equal(name, AskedGroup.NameFor(app, [line], []));

    [Fact]
    public void A_name_that_is_taken_gets_a_number() => Assert.Equal("shop-3", AskedGroup.NameFor("shop", [], ["shop", "shop-2"]));

    [Fact]
    public void The_line_says_the_same_and_no_secret()
    {
        Assert.Equal(
            "wconsole run --name mail --celery shop.app:celery --pool threads --concurrency 2 --queues 'mail, sms' --loglevel debug --env 'A=b '\\''c'\\''' --env DB_PASSWORD=******** --env 'U=redis://u:********@h/0' --save -- -Ofair",
            AskedLine.Of(Celery with { Env = [.. Celery.Env, KeyValuePair.Create("DB_PASSWORD", "x"), KeyValuePair.Create("U", "redis://u:geheim@h/0")] }, save: true).Replace("--env 'DB_PASSWORD=********'", "--env DB_PASSWORD=********", StringComparison.Ordinal));
        Assert.Equal("wconsole run --name tick --replicas 2 -- ./tick.sh --port ${port} 'it'\\''s'", AskedLine.Of(Plain).Replace("'${port}'", "${port}", StringComparison.Ordinal));
    }

    private AskedReading Read(AskedGroup asked) => AskedReading.Of(asked, _box.Box.Work, "ops");
}
