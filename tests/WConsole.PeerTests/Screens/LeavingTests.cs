using WConsole.PeerTests.Peers;
using WConsole.PeerTests.Terminal;

namespace WConsole.PeerTests.Screens;

/// <summary>Leaving the console itself: at once, whatever is under way, and by force too.</summary>
public sealed class LeavingTests
{
    // Other tests run meanwhile: the bench measures the goal of 50 ms on its own.
    private const double Limit = 1000;

    [Theory(Timeout = 120_000)]
    [InlineData("q")]
    [InlineData(@"\x03")]
    public async Task However_many_workers_are_stopping_it_is_left_at_once_and_stops_none(string key)
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var fleet = await SimulatedWorkers.StartAsync(redis.CeleryUrl(), 40, 4, 0, token, "--stubborn");
        using var home = new TestDirectory();
        var run = await PtyRun.PlayAsync(
            ["wait 40 workers: 40 ready", "keys *w", "wait Warm stop 40 workers", @"keys \r", "wait 40 stopping", $"keys {key}", "exit"], size: "120x36", command: Command(home, redis));
        Assert.Equal(0, run.Code);
        Assert.InRange(run.ExitMs, 0, Limit);
        run.AssertGivenBack();
        using var program = new Batch.Wconsole();
        Assert.Equal(40, (await program.RunAsync(token, "--batch", "workers", "-b", redis.CeleryUrl(), "-o", "json")).Items.Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_first_sign_of_life_is_gone_before_an_error_and_before_the_screen()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var console = await TmuxConsole.ShellAsync(120, 30, "sh", token);
        await console.TypeAsync($"clear; wconsole -c nosuch; wconsole -b {redis.CeleryUrl()}; echo left with $?");
        await console.PressAsync("Enter");
        await console.SeeAsync("╭─ workers");
        await console.PressAsync("q");
        var lines = (await console.SeeAsync("left with 0")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("wconsole: settings: there is no cluster 'nosuch'", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.Contains("wconsole ...", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task After_a_kill_the_next_start_begins_from_a_clean_terminal_and_gives_a_clean_one_back()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var fleet = await SimulatedWorkers.StartAsync(redis.CeleryUrl(), 3, 3, 0, token);
        await using var console = await TmuxConsole.ShellAsync(100, 30, "sh", token);
        var program = $"wconsole -b {redis.CeleryUrl()}";
        await console.TypeAsync(program);
        await console.PressAsync("Enter");
        await console.SeeAsync("3 workers: 3 ready");
        Assert.Equal("1 0 1", await console.ModesAsync());
        await console.KillForegroundAsync();
        await console.SeeAsync("Killed");

        // The shell's line may have no echo and no line ends of its own now: blindly, as an operator would.
        await console.TypeAsync("clear; echo cleared");
        await console.PressAsync("C-j");
        await console.SeeAsync("cleared\n");
        await console.TypeAsync($"{program}; echo left with $?");
        await console.PressAsync("C-j");
        await console.SeeAsync("3 workers: 3 ready", "╭─ workers");
        await console.PressAsync("q");
        await console.SeeAsync("left with 0");
        Assert.Equal("0 1 0", await console.ModesAsync());
        await console.TypeAsync("stty -a | tr ' ' '\\n' | grep -E '^-?(icanon|echo|isig|opost|icrnl)' | tr '\\n' ' '");
        await console.PressAsync("Enter");
        await console.SeeAsync("isig icanon", "echo", "opost");
    }

    private static string[] Command(TestDirectory home, RedisServer redis) =>
        ["/usr/bin/env", $"HOME={home.Path}", $"XDG_CONFIG_HOME={home.Path}", $"XDG_STATE_HOME={home.Path}", Path.Combine(AppContext.BaseDirectory, "wconsole"), "-b", redis.CeleryUrl()];
}
