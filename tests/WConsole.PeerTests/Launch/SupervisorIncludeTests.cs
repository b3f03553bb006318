using System.Text.Json;
using WConsole.PeerTests.Peers;
using WConsole.Settings;
using WConsole.Settings.Groups;

namespace WConsole.PeerTests.Launch;

/// <summary>What supervisord itself makes of its <c>[include]</c>, beside what we make of it.</summary>
public sealed class SupervisorIncludeTests
{
    private const string Ask = """
        import json, sys
        from supervisor.options import ServerOptions
        o = ServerOptions()
        o.realize(['-c', sys.argv[1]])
        print(json.dumps([[p.name, p.command, p.environment.get('HERE', '')] for g in o.process_group_configs for p in g.process_configs]))
        """;

    [Fact(Timeout = 60_000)]
    public async Task Programs_commands_and_here_are_those_that_supervisord_reads()
    {
        var token = TestContext.Current.CancellationToken;
        Peer.Require("supervisord", "python3");
        using var box = new TestDirectory();
        Write("main.conf", "[supervisord]\n[rpcinterface:supervisor]\nsupervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface\n"
            + "[include]\nfiles = conf.d/*.conf   %(here)s/more/d[2-9].conf ; a comment\n nothing/*.conf main.conf deep/../deep/*.ini\n[program:own]\ncommand = sleep 0 # note\nenvironment = HERE=\"%(here)s\"\n");
        Write("conf.d/b.conf", "[program:b]\ncommand = sleep 2\nenvironment = HERE=\"%(here)s\"\n[include]\nfiles = ../never.conf\n");
        Write("conf.d/a.conf", "[program:a]\ncommand = %(here)s/a %(program_name)s\n");
        Write("conf.d/.hidden.conf", "[program:hidden]\ncommand = sleep 1\n");
        Write("more/d1.conf", "[program:d1]\ncommand = sleep 4\n");
        Write("more/d2.conf", "[program:d2]\ncommand = sleep 4\n");
        Write("deep/e.ini", "[program:e]\ncommand = sleep 5\nenvironment = HERE=\"%(here)s\"\n");
        Write("never.conf", "[program:never]\ncommand = sleep 6\n");
        var (code, stdout, stderr) = await ChildProcess.RunAsync(box.Path, ["/usr/bin/python3", "-c", Ask, box.File("main.conf")], token);
        Assert.True(code == 0, stderr);
        var theirs = JsonDocument.Parse(stdout).RootElement.EnumerateArray().Select(p => string.Join(" | ", p.EnumerateArray().Select(v => v.GetString()))).Order(StringComparer.Ordinal);

        var outcome = GroupInput.Load(new SettingsInputs(new Dictionary<string, string> { ["HOME"] = box.Path }, box.Path, SettingsFlags.None, Composition.Look), "main.conf");
        Assert.Empty(outcome.Problems);
        Assert.Equal(theirs, outcome.Groups.Select(g => $"{g.Name} | {string.Join(' ', g.Command)} | {g.Environment.GetValueOrDefault("HERE")}").Order(StringComparer.Ordinal));
        Assert.Equal(5, outcome.Groups.Length);

        void Write(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(box.File(name))!);
            File.WriteAllText(box.File(name), text);
        }
    }
}
