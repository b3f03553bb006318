using System.Globalization;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Screens;

/// <summary>The whole way in a real terminal: real workers seen, looked into, stopped, restarted, dumped and resized by keys.</summary>
public sealed class FleetOnScreenTests
{
    [Theory(Timeout = 180_000)]
    [InlineData(120, 36)]
    [InlineData(80, 24)]
    public async Task Keys_do_to_real_workers_what_they_say(int columns, int rows)
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var celery = new CeleryWorkers(redis);
        var workers = await celery.StartAllAsync(token, Worker("a"), Worker("b"), Worker("c"));
        await using var console = await TmuxConsole.StartAsync(columns, rows, $"-b {redis.CeleryUrl()}", token);
        await console.SeeAsync("3 workers: 3 ready", workers[0].NodeName, workers[1].NodeName, workers[2].NodeName);

        // The running task of a slot.
        await celery.CallAsync("sleep", "[8]", token, queue: "a");
        await console.SeeAsync("1/2");
        await SelectAsync(console, workers[0]);
        await console.PressAsync("Enter");
        await console.SeeAsync("Pool: prefork, 2 slots, 1 busy", "proj.sleep");
        await console.PressAsync("q");

        // Warm stop: the task finishes, the row stays.
        await console.PressAsync("w");
        await console.SeeAsync("[ Warm stop ]", "shutdown");
        await console.PressAsync("Enter");
        await console.SeeAsync("draining");
        await console.SeeAsync("stopped", $"Warm stop of {workers[0].NodeName}: done");
        Assert.Contains("succeeded", workers[0].Output(), StringComparison.Ordinal);
        await workers[0].WaitForExitAsync(token);
        Assert.Equal([workers[1].NodeName, workers[2].NodeName], await AnsweringAsync(celery, token));

        // Cold stop: Enter alone cancels, the task that will be lost is named.
        await SelectAsync(console, workers[1]);
        var lost = (await celery.CallAsync("sleep", "[60]", token, queue: "b"))[0];
        await console.SeeAsync("1/2");
        await console.PressAsync("X");
        await console.SeeAsync("[ Cold stop ]", $"proj.sleep {lost[..8]}", "lost");
        await console.PressAsync("Enter");
        await console.SeeNoMoreAsync("[ Cold stop ]");
        Assert.False(workers[1].HasExited);
        await console.PressAsync("X");
        await console.SeeAsync("[ Cold stop ]");
        await console.PressAsync("Tab", "Enter");
        await console.SeeAsync($"Cold stop of {workers[1].NodeName}: done");
        await workers[1].WaitForExitAsync(token);
        Assert.Equal([workers[2].NodeName], await AnsweringAsync(celery, token));

        // Traceback, grow, restart in place: the same process.
        await SelectAsync(console, workers[2]);
        await console.PressAsync("t");
        await console.SeeAsync("Traceback dump of", "Thread MainThread", "File \"");
        await console.PressAsync("q");
        await console.PressAsync("+");
        await console.SeeAsync("2 → 3 slots");
        await console.PressAsync("Enter");
        await console.SeeAsync("0/3");
        var stats = (await celery.InspectAsync("stats", token)).GetProperty(workers[2].NodeName);
        // Its max-concurrency keeps the old number; the processes are the truth (celery-redis §3).
        Assert.Equal(3, stats.GetProperty("pool").GetProperty("processes").GetArrayLength());
        var started = StartTicks(workers[2].Pid);
        await console.PressAsync("H");
        await console.SeeAsync("[ HUP restart ]", "HUP to pid");
        await console.PressAsync("Enter");
        await console.SeeAsync($"HUP restart of {workers[2].NodeName}: done");
        Assert.Equal(started, StartTicks(workers[2].Pid));
        Assert.Equal([workers[2].NodeName], await AnsweringAsync(celery, token));

        // Leaving stops nobody.
        await console.PressAsync("q");
        await console.SeeAsync("left with 0");
        Assert.False(workers[2].HasExited);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_lost_broker_is_said_within_two_seconds_and_comes_back_by_itself()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var celery = new CeleryWorkers(redis);
        var worker = await celery.StartAsync(Worker("a"), token);
        await using var console = await TmuxConsole.StartAsync(80, 24, $"-b {redis.CeleryUrl()}", token);
        await console.SeeAsync("1 ready");
        await redis.KillAsync();
        await console.SeeWithinAsync(TimeSpan.FromSeconds(2), "✗ lost", "old picture", worker.NodeName);
        await redis.RestartAsync(token);
        await console.SeeNoMoreAsync("✗ lost");
        await console.SeeAsync("1 ready", worker.NodeName);
        await console.ResizeAsync(40, 12);
        await console.SeeAsync("ready", "[RW]");
        await console.PressAsync("C-c");
        await console.SeeAsync("left with 0");
        Assert.False(worker.HasExited);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_broker_it_says_what_it_tried_and_what_to_do()
    {
        var token = TestContext.Current.CancellationToken;
        await using var console = await TmuxConsole.StartAsync(80, 24, string.Create(CultureInfo.InvariantCulture, $"-b redis://127.0.0.1:{Ports.Free()}/0"), token);
        await console.SeeAsync("Looked at redis://127.0.0.1", "refused", "Another broker: wconsole -b redis://HOST:6379/0");
        await console.PressAsync("q");
        await console.SeeAsync("left with 0");
    }

    private static CeleryWorkerOptions Worker(string name) => new() { Name = name, Queues = name };

    private static async Task SelectAsync(TmuxConsole console, CeleryWorker worker)
    {
        await console.TypeAsync("/");
        await console.PressAsync("C-u");
        await console.TypeAsync($"name:{worker.NodeName}");
        await console.PressAsync("Enter");
        await console.SeeAsync("[1/3]");
    }

    private static async Task<IEnumerable<string>> AnsweringAsync(CeleryWorkers celery, CancellationToken token) =>
        (await celery.InspectAsync("ping", token)).EnumerateObject().Select(node => node.Name).Order(StringComparer.Ordinal);

    // Field 22, counted behind the command's closing bracket.
    private static string StartTicks(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
    }
}
