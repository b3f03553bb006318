using System.Text;
using System.Text.RegularExpressions;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Batch;

/// <summary>What a list asks of a fleet, as Redis itself saw it (MONITOR).</summary>
public sealed partial class GreetingTests : IDisposable
{
    private readonly Wconsole _wconsole = new();
    private readonly TestDirectory _directory = new();

    public void Dispose()
    {
        _wconsole.Dispose();
        _directory.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_first_question_stands_for_the_ping_and_none_is_asked_twice()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token);
        await using var monitor = ChildProcess.Start(_directory.Path, "monitor", ["redis-cli", "-p", $"{redis.Port}", "MONITOR"]);
        await Until.TrueAsync(() => ValueTask.FromResult(monitor.Output().StartsWith("OK", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), monitor.Output, token);
        await _wconsole.RunAsync(token, "--batch", "workers", "-b", redis.CeleryUrl());

        // The farewell is the last that is sent.
        await Until.TrueAsync(() => ValueTask.FromResult(monitor.Output().Contains("\"SREM\"", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), monitor.Output, token);
        string[] asked = [.. Bodies().Matches(monitor.Output()).Select(m => Method().Match(Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[1].Value))).Groups[1].Value)];
        Assert.Equal(["active", "active_queues", "heartbeat", "reserved", "scheduled", "stats"], asked.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\\""body\\"":\s*\\""([A-Za-z0-9+/=]+)\\""")]
    private static partial Regex Bodies();

    [GeneratedRegex(@"""method"":\s*""(\w+)""")]
    private static partial Regex Method();
}
