using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Batch;

/// <summary>A broker that cannot be used is one line with its remedy, and exit 4.</summary>
public sealed class UnreachableTests : IDisposable
{
    private readonly Wconsole _wconsole = new();

    public void Dispose() => _wconsole.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Nobody_listens()
    {
        var ran = await _wconsole.RunAsync(TestContext.Current.CancellationToken, "--batch", "workers", "-b", $"redis://127.0.0.1:{Ports.Free()}/0", "-o", "json");
        Assert.Equal(4, ran.Code);
        Assert.Contains("connection refused", ran.OneLine, StringComparison.Ordinal);
        Assert.Equal("wconsole/error/1", ran.Json.GetProperty("schema").GetString());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("redis://127.0.0.1:PORT/0")]
    [InlineData("redis://:wr0ng@127.0.0.1:PORT/0")]
    public async Task The_password_is_missing_or_wrong(string url)
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token, new RedisServerOptions { Password = "right" });
        _wconsole.Environment["WCONSOLE_BROKER"] = url.Replace("PORT", $"{redis.Port}", StringComparison.Ordinal);
        var ran = await _wconsole.RunAsync(token, "--batch", "workers");
        Assert.Equal(4, ran.Code);
        Assert.Contains("password", ran.OneLine, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", ran.Out + ran.Error, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_user_may_not_do_what_is_needed()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token, new RedisServerOptions { AclFile = "user default on nopass ~* &* +@all\nuser ops on >pw ~* &* +ping +select\n" });
        _wconsole.Environment["WCONSOLE_BROKER"] = redis.CeleryUrl(0, "ops", "pw");
        var ran = await _wconsole.RunAsync(token, "--batch", "workers");
        Assert.Equal(4, ran.Code);
        Assert.Contains("ops", ran.OneLine, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_certificate_is_signed_by_somebody_else()
    {
        var token = TestContext.Current.CancellationToken;
        await using var redis = await RedisServer.StartAsync(token, new RedisServerOptions { Tls = true });
        _wconsole.WriteSettings($"clusters: {{ a: {{ sources: [{{ redis: 'rediss://127.0.0.1:{redis.Port}/0', tls: {{ ca: '{redis.Tls!.OtherAuthority}' }} }}] }} }}\n");
        var ran = await _wconsole.RunAsync(token, "--batch", "workers");
        Assert.Equal(4, ran.Code);
        Assert.Contains("certificate", ran.OneLine, StringComparison.OrdinalIgnoreCase);
        _wconsole.WriteSettings($"clusters: {{ a: {{ sources: [{{ redis: 'rediss://127.0.0.1:{redis.Port}/0', tls: {{ ca: '{redis.Tls!.Authority}' }} }}] }} }}\n");
        Assert.Equal(0, (await _wconsole.RunAsync(token, "--batch", "workers")).Code);
    }
}
