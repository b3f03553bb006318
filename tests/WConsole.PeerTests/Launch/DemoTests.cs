using System.Text.Json;
using WConsole.PeerTests.Batch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launch;

/// <summary><c>wconsole demo</c> with nothing else on the machine: the fleet is there, can be acted on, and is gone after <c>down</c>.</summary>
public sealed class DemoTests : IAsyncDisposable
{
    private readonly Wconsole _wconsole = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Broker => $"launcher:{_wconsole.File(".local/state/wconsole/demo")}";

    public async ValueTask DisposeAsync()
    {
        await _wconsole.RunAsync(CancellationToken.None, "demo", "--down", "--timeout", "1s");
        _wconsole.Dispose();
    }

    [Fact(Timeout = 180_000)]
    public async Task The_demo_fleet_runs_is_acted_on_and_ends()
    {
        var up = await _wconsole.RunAsync(Token, "demo", "-d");
        Assert.True(up.Code == 0, up.Error);
        var items = await WorkersAsync(w => w.Count == 8 && w.Values.Count(i => State(i) is "ready" or "busy") == 7);
        Assert.Equal(["archive:0", "feed:0", "image:0", "image:1", "import:0", "mail:0", "mail:1", "mail:2"], items.Keys.Order());
        Assert.Equal("threads", items["mail:0"].GetProperty("pool").GetProperty("kind").GetString());
        var pids = items.Values.Select(i => i.GetProperty("pid")).Where(p => p.ValueKind == JsonValueKind.Number).Select(p => p.GetInt32()).ToList();
        Assert.True(pids.Count >= 7);

        // The same demo again: nothing is started twice.
        Assert.Equal(0, (await _wconsole.RunAsync(Token, "demo", "-d")).Code);
        Assert.Equal(Pid(items["mail:0"]), Pid((await WorkersAsync(_ => true))["mail:0"]));

        await DoneAsync("stop", "--cold", "sample/mail:0", "--yes");
        await DoneAsync("ping", "sample/mail:1");
        await DoneAsync("traceback", "sample/mail:1");
        await DoneAsync("pool", "grow", "1", "sample/image:0", "--yes");
        await DoneAsync("restart", "--hup", "sample/image:1", "--yes");
        items = await WorkersAsync(w => State(w["import:0"]) == "waiting");
        Assert.Equal("stopped", State(items["mail:0"]));
        Assert.Equal(3, items["image:0"].GetProperty("pool").GetProperty("size").GetInt32());
        Assert.Contains(Pid(items["image:1"]), pids);
        await DoneAsync("restart", "sample/mail:0", "--yes");

        // What down means when the demo is the only launcher that lives.
        var down = await _wconsole.RunAsync(Token, "down");
        Assert.True(down.Code == 0, down.Error);
        Assert.All(pids, p => Assert.False(Directory.Exists($"/proc/{p}"), $"pid {p} still lives"));
    }

    private static string? State(JsonElement item) => item.GetProperty("state").GetString();

    private static int Pid(JsonElement item) => item.GetProperty("pid").GetInt32();

    private async Task DoneAsync(params string[] verb)
    {
        var ran = await _wconsole.RunAsync(Token, ["--batch", "-b", Broker, .. verb]);
        Assert.True(ran.Code == 0, $"{string.Join(' ', verb)}: {ran.Error}{ran.Out}");
    }

    private async Task<Dictionary<string, JsonElement>> WorkersAsync(Func<Dictionary<string, JsonElement>, bool> fit)
    {
        Dictionary<string, JsonElement> items = [];
        await Until.TrueAsync(
            async () =>
            {
                var ran = await _wconsole.RunAsync(Token, "--batch", "-b", Broker, "workers", "-o", "json");
                items = ran.Items;
                return fit(items);
            },
            TimeSpan.FromSeconds(30), () => string.Join(' ', items.Select(i => $"{i.Key}={State(i.Value)}")), Token);
        return items;
    }
}
