using WConsole.PeerTests.Peers;
using WConsole.PeerTests.Screens;

namespace WConsole.PeerTests.Batch;

/// <summary>The completion scripts in the shells they are for.</summary>
public sealed class CompletionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Bash_completes_verbs_options_and_the_workers_of_the_moment()
    {
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = new CeleryWorkers(redis);
        var worker = await workers.StartAsync(new CeleryWorkerOptions { Name = "mail@web1" }, Token);
        Assert.Equal("mail@web1", worker.NodeName);
        using var program = new Wconsole();
        await File.WriteAllTextAsync(program.File("wconsole.bash"), (await program.RunAsync(Token, "completion", "bash")).Out, Token);

        Assert.Equal("kill", await CompleteAsync(program, "wconsole --batch kil"));
        Assert.Equal("--dry-run", await CompleteAsync(program, "wconsole --batch kill --dry"));
        await CompletesAsync("ma", "mail@web1");

        // Bash has cut the word at the @ and keeps what stands before it.
        await CompletesAsync("mail@w", "web1");

        // Asked again, as a person presses the key again: on a busy machine no worker may answer in its time.
        Task CompletesAsync(string typed, string word) => Until.TrueAsync(
            async () => await CompleteAsync(program, $"wconsole -b {redis.CeleryUrl()} --batch kill {typed}") == word, TimeSpan.FromSeconds(30), () => $"{typed} does not become {word}", Token);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("zsh", "zsh -f", "autoload -U compinit; compinit -u -D; source <(wconsole completion zsh)")]
    [InlineData("fish", "fish --no-config -C 'function fish_prompt; echo -n \"ready$ \"; end'", "wconsole completion fish | source")]
    public async Task Zsh_and_fish_complete_at_their_own_prompt(string peer, string shell, string load)
    {
        Peer.Require(peer);
        await using var redis = await RedisServer.StartAsync(Token);
        await using var workers = await SimulatedWorkers.StartAsync(redis.CeleryUrl(), 3, 3, 0, Token);
        await using var console = await TmuxConsole.ShellAsync(110, 30, shell, Token);
        await console.TypeAsync($"{load}; clear");
        await console.PressAsync("Enter");
        await console.SeeNoMoreAsync("completion");
        await console.TypeAsync("wconsole --batch kil");
        await console.PressAsync("Tab");
        await console.SeeAsync("wconsole --batch kill");
        await console.PressAsync("C-u");
        await console.SeeNoMoreAsync("--batch");
        await console.TypeAsync("wconsole --batch kill --dry");
        await console.PressAsync("Tab");
        await console.SeeAsync("wconsole --batch kill --dry-run");
        await console.PressAsync("C-u");
        await console.SeeNoMoreAsync("--batch");
        await console.TypeAsync($"wconsole -b {redis.CeleryUrl()} --batch describe sim002");
        await console.PressUntilAsync("Tab", "--batch describe sim002@box02");
    }

    private static async Task<string> CompleteAsync(Wconsole program, string line)
    {
        // As readline would: the line, the place of the cursor, the function that was registered.
        var script = $$"""
            wconsole() { "{{Path.Combine(AppContext.BaseDirectory, "wconsole")}}" "$@"; }
            source "{{program.File("wconsole.bash")}}"
            complete -p wconsole >/dev/null || exit 9
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _wconsole
            printf '%s ' "${COMPREPLY[@]}"
            """;
        var (code, stdout, stderr) = await ChildProcess.RunAsync(Path.GetTempPath(), ["/bin/bash", "-c", script], Token, new Dictionary<string, string> { ["HOME"] = program.File("") });
        Assert.True(code == 0, stderr);
        return stdout.Trim();
    }
}
