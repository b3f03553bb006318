using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Screens;

/// <summary>A big fleet in a real terminal: 200 simulated workers on 25 hosts, five of them acted on together; what the console did is pasted into a shell and does it again.</summary>
public sealed class BigFleetTests
{
    private const string Five = "sim007 sim032 sim057 sim082 sim107";

    [Fact(Timeout = 240_000)]
    public async Task Five_of_two_hundred_are_marked_acted_on_and_the_logged_line_does_the_same_in_a_shell()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var fleet = await SimulatedWorkers.StartAsync(redis.CeleryUrl(), 200, 25, 0, token);
        await using var console = await TmuxConsole.StartAsync(120, 36, $"-b {redis.CeleryUrl()}", token);
        await console.SeeAsync("200 workers: 200 ready");

        // Palette: a view by some of its letters.
        await console.TypeAsync(":");
        await console.TypeAsync("host");
        await console.SeeAsync("workers by host");
        await console.PressAsync("Enter");
        await console.SeeAsync("[25]", "box07");
        await console.PressAsync("q");

        // Filter, mark five, one dialog.
        await console.TypeAsync("/");
        await console.TypeAsync("host:box07");
        await console.PressAsync("Enter");
        await console.SeeAsync("[8/200] </host:box07>");
        // From the top: a worker that was late for a moment, and so on top, may be the selected one.
        await console.PressAsync("g", "Space", "Space", "Space", "Space", "Space");
        await console.SeeAsync("5 marked");
        await console.PressAsync("+");
        await console.SeeAsync("Grow pool 5 workers", "2 → 3 slots");
        await console.PressAsync("Enter");
        await console.SeeAsync("Grow pool of 5 workers: 5 done");
        await console.SeeAsync(Lines("0/3"));

        // The same from the command log, pasted into a shell.
        await console.TypeAsync("@");
        await console.SeeAsync("wconsole --batch pool grow 1");
        await console.PressAsync("Enter");
        await console.SeeAsync("copied to the terminal's clipboard");
        var line = await console.ClipboardAsync();
        Assert.All(Five.Split(' '), name => Assert.Contains(name, line, StringComparison.Ordinal));
        await console.PressAsync("C-c");
        await console.SeeAsync("left with 0");
        await console.PasteAsync();
        await console.PressAsync("Enter");
        await console.SeeAsync("ready$ wconsole --batch pool grow 1", "sim107@box07", "done");
        await console.TypeAsync($"clear; wconsole workers -b {redis.CeleryUrl()} --filter host:box07; echo left with $?");
        await console.PressAsync("Enter");
        await console.SeeAsync(Lines("0/4"));

        // One warm stop for all five, five outcomes, and help lines that run.
        await console.PressAsync("Space", "Space", "Space", "Space", "Space");
        await console.SeeAsync("5 marked");
        await console.PressAsync("w");
        await console.SeeAsync("Warm stop 5 workers", "[ Warm stop ]");
        await console.PressAsync("Enter");
        await console.SeeAsync("Warm stop of 5 workers: 5 done");
        await console.TypeAsync("?");
        await console.SeeAsync("help for workers");
        await console.TypeAsync("/");
        await console.TypeAsync("what came of each");
        await console.PressAsync("Enter", "Enter");
        await console.SeeAsync([$"outcomes(", "Warm stop", .. Five.Split(' ').Select(n => n + "@box07")]);
        Assert.Equal(5, (await console.ScreenAsync()).Split('\n').Count(l => l.Contains("@box07", StringComparison.Ordinal) && l.Contains("done", StringComparison.Ordinal)));
        await console.PressAsync("q");
        await console.SeeAsync("195 ready");

        // The others live on, and say so to another program.
        await console.PressAsync("C-c");
        await console.SeeAsync("left with 0");
        await console.TypeAsync($"clear; wconsole --batch workers -b {redis.CeleryUrl()} --filter state:ready -o name | wc -l");
        await console.PressAsync("Enter");
        await console.SeeAsync("195\nready$");
    }

    private static string[] Lines(string busy) => [busy, .. Five.Split(' ')];
}
