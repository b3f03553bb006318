using System.Text;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Tests.Drivers.Transports;

public sealed class RedisFaultTests
{
    private static readonly RedisEndpoint Endpoint = new() { Host = "redis1", Database = 3, User = "ops", Password = "very-secret" };

    // The texts are those of a real 7.0.15 (celery-redis §7.3).
    [Theory]
    [InlineData("NOAUTH Authentication required.", RedisFaultKind.AuthFailed, "needs a password")]
    [InlineData("WRONGPASS invalid username-password pair or user is disabled.", RedisFaultKind.AuthFailed, "user ops")]
    [InlineData("ERR AUTH <password> called without any password configured for the default user.", RedisFaultKind.AuthFailed, "has no password")]
    [InlineData("NOPERM this user has no permissions to run the 'ping' command", RedisFaultKind.NoPermission, "+ping")]
    [InlineData("NOPERM this user has no permissions to access one of the channels used as arguments", RedisFaultKind.NoPermission, "channel granted")]
    [InlineData("ERR max number of clients reached", RedisFaultKind.MaxClients, "maxclients")]
    [InlineData("LOADING Redis is loading the dataset in memory", RedisFaultKind.Loading, "try again")]
    [InlineData("ERR DB index is out of range", RedisFaultKind.ServerError, "no database 3")]
    [InlineData("ERR unknown subcommand 'SETINFO'. Try CLIENT HELP.", RedisFaultKind.ServerError, "SETINFO")]
    public void An_error_reply_becomes_a_line_with_endpoint_and_remedy(string text, RedisFaultKind kind, string remedy)
    {
        var fault = RedisFault.OfReply(Endpoint, "PING", RespValue.OfError(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(kind, fault.Kind);
        Assert.StartsWith("redis://ops@redis1:6379/3: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_hostile_error_text_reaches_nobody_as_control_characters()
    {
        var fault = RedisFault.OfReply(Endpoint, "PING", RespValue.OfError(Encoding.UTF8.GetBytes("ERR \u001b[2J\u009b\u202e" + new string('x', 5000))));
        Assert.DoesNotContain(fault.Message, c => char.IsControl(c) || c == '\u202e');
        Assert.InRange(fault.Message.Length, 0, 420);
    }

    [Theory]
    [InlineData("redis1", null, "redis://ops@redis1:6379/3")]
    [InlineData("::1", null, "redis://ops@[::1]:6379/3")]
    [InlineData("redis1", "/run/redis.sock", "redis+socket://ops@/run/redis.sock?virtual_host=3")]
    public void An_endpoint_shows_no_password(string host, string? socket, string text) =>
        Assert.Equal(text, (Endpoint with { Host = host, SocketPath = socket }).ToString());
}
