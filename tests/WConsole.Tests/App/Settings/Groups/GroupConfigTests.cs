using System.Text.Json;
using WConsole.Settings.Groups;
using WConsole.Tests.App.Cli;
using WConsole.Tui;

namespace WConsole.Tests.App.Settings.Groups;

/// <summary>Groups in <c>config check</c>, <c>config show</c> and the schema.</summary>
public sealed class GroupConfigTests
{
    private const string Text = """
        groups:
          mail:
            celery: { app: shop }
            replicas: 3
            env:
              DB_PASSWORD: geheim
              BROKER: redis://:geheim@x/0
          tick:
            command: ./tick
        """;

    [Fact(Timeout = 20_000)]
    public async Task Check_names_the_groups_and_what_is_wrong_with_them()
    {
        using var rig = new CliRig();
        SettingsBox.Write(rig.Box.ProjectFile, Text);
        Assert.Equal(0, await rig.RunAsync("--batch", "config", "check"));
        Assert.Contains($"note: {rig.Box.ProjectFile}: runs mail ×3, tick\n", rig.Out, StringComparison.Ordinal);
        SettingsBox.Write(rig.Box.ProjectFile, Text + "\n    replica: 2\n");
        Assert.Equal(2, await rig.RunAsync("--batch", "config", "check"));
        Assert.Contains($"error: {rig.Box.ProjectFile}:10: tick has no key 'replica'; did you mean 'replicas'?", rig.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_mistake_in_a_group_stops_nothing_that_needs_no_groups()
    {
        using var rig = new CliRig();
        SettingsBox.Write(rig.Box.ProjectFile, "groups: { a: { comand: x } }\n");
        Assert.Empty(rig.Box.Load().Problems);
        Assert.Equal(0, await rig.RunAsync("--batch", "themes"));
    }

    [Fact(Timeout = 20_000)]
    public async Task Show_has_every_value_with_its_line_and_no_secret()
    {
        using var rig = new CliRig();
        SettingsBox.Write(rig.Box.ProjectFile, Text);
        Assert.Equal(0, await rig.RunAsync("--batch", "config", "show", "--origin", "-o", "json"));
        using var json = JsonDocument.Parse(rig.Out);
        var items = json.RootElement.GetProperty("items").EnumerateArray()
            .ToDictionary(i => i.GetProperty("name").GetString()!, i => (i.GetProperty("value").GetString(), i.GetProperty("from").GetString(), i.GetProperty("line").ToString()));
        Assert.Equal(("3", rig.Box.ProjectFile, "4"), items["groups.mail.replicas"]);
        Assert.Equal(("TERM, deadline 1m, no KILL by itself", "built-in (celery)", ""), items["groups.mail.stop"]);
        Assert.Equal(("1", "built-in", ""), items["groups.tick.replicas"]);
        Assert.Equal(("always, startsecs 1s, startretries 4, pauses 1s to 1m", "built-in", ""), items["groups.tick.restart"]);
        Assert.Equal("redis://:********@x/0", items["groups.mail.env.BROKER"].Item1);
        Assert.DoesNotContain("geheim", rig.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_schema_offers_the_reader_takes_and_nothing_else()
    {
        const string Everything = """
            groups:
              one:
                command: x
                framework: plain
                replicas: 1
                env: {}
                env_file: []
                secrets: []
                cwd: .
                user: ops
                port: 1
                restart: { policy: always, startsecs: 1, startretries: 1, exitcodes: [0], first_pause: 1s, longest_pause: 1s }
                stop: { signal: TERM, deadline: 1s, kill_after: 2s }
                ready: { within: 1s }
                depends_on: []
                watch: { paths: [x], backend: auto, debounce: 1s, pool_restart: false, force: true }
              two:
                celery: { app: a, program: b, loglevel: info, concurrency: 1, pool: solo, queues: q, soft_time_limit: 1, time_limit: 2, max_tasks_per_child: 1, max_memory_per_child: 1, statedb: true, include: [], events: true, args: [] }
              l: { command: x, ready: { log: x } }
              h: { command: x, ready: { http: "http://x" } }
              t: { command: x, ready: { tcp: 1 } }
              n: { command: x, ready: { notify: true } }
              r: { celery: { app: a }, ready: { reply: true } }

            """;
        using var box = new GroupBox();
        Assert.Empty(box.Load(Everything).Problems.Select(p => p.Text));
        using var schema = JsonDocument.Parse(SettingsSchema.Text());
        var group = schema.RootElement.GetProperty("properties").GetProperty("groups").GetProperty("additionalProperties").GetProperty("properties");
        Assert.Equal(GroupWords.Group, group.EnumerateObject().Select(p => p.Name));
        foreach (var word in GroupsSchema.Meanings.Keys.Select(m => m[(m.IndexOf('.', StringComparison.Ordinal) + 1)..]).Distinct())
        {
            Assert.Contains($"{word}:", Everything, StringComparison.Ordinal);
            Assert.Contains(box.Load(Everything.Replace($" {word}:", $" {word}_x:", StringComparison.Ordinal)).Problems, p => p.What.Contains($"no key '{word}_x'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_schema_has_a_line_for_each_word_and_no_other()
    {
        var words = GroupWords.Group.Select(w => "group." + w).Concat(GroupWords.Celery.Select(w => "celery." + w)).Concat(GroupWords.Restart.Select(w => "restart." + w))
            .Concat(GroupWords.Stop.Select(w => "stop." + w)).Concat(GroupWords.Ready.Select(w => "ready." + w)).Concat(GroupWords.Watch.Select(w => "watch." + w));
        Assert.Equal(words.Order(), GroupsSchema.Meanings.Keys.Order());
    }
}
