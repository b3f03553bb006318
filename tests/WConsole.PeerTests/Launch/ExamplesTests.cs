using System.Diagnostics;
using System.Text.Json;
using WConsole.PeerTests.Batch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launch;

/// <summary>Every file of docs/examples, run as its own text says, in a copy with ports of its own.</summary>
public sealed class ExamplesTests : IAsyncDisposable
{
    private readonly Wconsole _wconsole = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Launcher => $"launcher:{_wconsole.File(".local/state/wconsole/launcher")}";

    public async ValueTask DisposeAsync()
    {
        await _wconsole.RunAsync(CancellationToken.None, "down", "--timeout", "2s");
        _wconsole.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Shell_workers_take_jobs_from_one_folder()
    {
        Peer.Require("systemd-notify");
        await UpAsync("shell", 2);
        for (var i = 0; i < 4; i++)
        {
            await File.WriteAllTextAsync(_wconsole.File($"inbox/{i}.job"), $"sleep 0.3; echo done {i} >> {_wconsole.File("out")}", Token);
        }

        await File.WriteAllTextAsync(_wconsole.File("inbox/bad.job"), "exit 3", Token);
        var items = await WorkersAsync(Launcher, w => w.Values.Sum(Done) == 5);
        Assert.Equal(4, (await File.ReadAllLinesAsync(_wconsole.File("out"), Token)).Length);
        Assert.Equal(["inbox:0", "inbox:1"], items.Keys.Order());
        Assert.All(items.Values, i => Assert.Equal("inbox", i.GetProperty("queues")[0].GetString()));
        await DownAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Php_workers_finish_their_job_on_a_stop()
    {
        Peer.Require("php");
        await UpAsync("php", 2);
        await File.WriteAllTextAsync(_wconsole.File("mail/1.json"), """{"task": "send", "seconds": 8}""", Token);
        await File.WriteAllTextAsync(_wconsole.File("mail/2.json"), "no job", Token);
        await WorkersAsync(Launcher, w => w.Values.Any(i => i.GetProperty("active").ValueKind == JsonValueKind.Number && i.GetProperty("active").GetInt32() == 1));
        await DownAsync();
        var logs = string.Concat(Directory.EnumerateFiles(_wconsole.File(".local/state/wconsole/launcher/logs"), "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Contains("done 1", logs, StringComparison.Ordinal);
        Assert.Contains("ERROR 2 is no job", logs, StringComparison.Ordinal);
    }

    [Fact(Timeout = 240_000)]
    public async Task Celery_workers_of_three_groups_are_up_when_they_answer()
    {
        Peer.Require("redis-server", "celery");
        // Celery 5.2 does not start where this is no boolean, and test runners set it to other words.
        _wconsole.Environment["NO_COLOR"] = "1";
        var port = Ports.Free();
        await UpAsync("celery", 8, text => text.Replace("6399", $"{port}", StringComparison.Ordinal));
        var items = await WorkersAsync($"redis://127.0.0.1:{port}/0", w => w.Count == 6 && w.Values.All(i => State(i) is "ready" or "busy"));
        var host = (await File.ReadAllTextAsync("/proc/sys/kernel/hostname", Token)).Trim();
        Assert.Equal([$"mail0@{host}", $"mail1@{host}", $"orders0@{host}", $"orders1@{host}", $"video0@{host}", $"video1@{host}"], items.Keys.Order());
        await WorkersAsync($"redis://127.0.0.1:{port}/0", w => w.Values.Sum(Done) > 0);
        await DownAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Whoever_waits_for_one_that_is_not_coming_is_told_so_and_not_waited_for()
    {
        await File.WriteAllTextAsync(_wconsole.File("wconsole.yaml"), "groups:\n  a: { command: /bin/false, restart: { startretries: 0 } }\n  b: { command: sleep 1000, depends_on: a }\n  c: { command: sleep 1000, depends_on: b }\n", Token);
        var up = await _wconsole.RunAsync(Token, "up", "-d", "--wait");
        Assert.Equal(1, up.Code);
        Assert.Contains("b:0: waits for a:0, which is not coming", up.Error, StringComparison.Ordinal);
        Assert.Contains("c:0: waits for b:0, which is not coming", up.Error, StringComparison.Ordinal);
        await DownAsync();
    }

    // Copies the example beside the home, and starts it.
    private async Task UpAsync(string example, int programs, Func<string, string>? change = null)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/examples", example)))
        {
            var copy = _wconsole.File(Path.GetFileName(file));
            await File.WriteAllTextAsync(copy, change is null ? await File.ReadAllTextAsync(file, Token) : change(await File.ReadAllTextAsync(file, Token)), Token);
            using var mode = Process.Start("chmod", ["--reference", file, copy]);
            await mode.WaitForExitAsync(Token);
        }

        var check = await _wconsole.RunAsync(Token, "config", "check");
        Assert.True(check.Code == 0 && !check.Out.Contains("warning", StringComparison.Ordinal), check.Out);
        var up = await _wconsole.RunAsync(Token, "up", "-d", "--wait", "-o", "json");
        Assert.True(up.Code == 0, up.Error + up.Out);
        Assert.Equal(programs, up.Json.GetProperty("items").GetArrayLength());
    }

    private async Task DownAsync()
    {
        var down = await _wconsole.RunAsync(Token, "down");
        Assert.True(down.Code == 0, down.Error);
    }

    private static string? State(JsonElement item) => item.GetProperty("state").GetString();

    private static int Done(JsonElement item) => item.GetProperty("processed") is { ValueKind: JsonValueKind.Number } n ? n.GetInt32() : 0;

    private async Task<Dictionary<string, JsonElement>> WorkersAsync(string broker, Func<Dictionary<string, JsonElement>, bool> fit)
    {
        Dictionary<string, JsonElement> items = [];
        var last = "";
        await Until.TrueAsync(
            async () =>
            {
                var ran = await _wconsole.RunAsync(Token, "--batch", "-b", broker, "workers", "-o", "json");
                last = ran.Out + ran.Error;
                items = ran.Out.Length > 0 ? ran.Items : [];
                return fit(items);
            },
            TimeSpan.FromSeconds(60), () => last, Token);
        return items;
    }
}
