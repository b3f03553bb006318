namespace WConsole.Drivers.Transports.Redis;

/// <summary>
/// Redis cannot be used. <see cref="Exception.Message"/> is one printable line: the endpoint, what happened, what to do. It
/// never holds a password.
/// </summary>
#pragma warning disable CA1710 // "Fault" is the word for it: sources pass it on as a value as often as it is thrown.
public sealed class RedisFault : Exception
#pragma warning restore CA1710
{
    public RedisFault(RedisFaultKind kind, string message, Exception? cause = null)
        : base(OneLine.Of(message), cause) => Kind = kind;

    public RedisFaultKind Kind { get; }

    /// <summary>What an error reply to this command means (texts of celery-redis §7.3).</summary>
    public static RedisFault OfReply(RedisEndpoint endpoint, string command, RespValue error) => RedisReplyFaults.Of(endpoint, command, error.Text);
}
