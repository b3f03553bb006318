using System.Text;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>A command with its words, and how long its reply may take.</summary>
public sealed record RedisCommand
{
    private readonly ReadOnlyMemory<byte>[] _words;

    private RedisCommand(ReadOnlyMemory<byte>[] words) => _words = words;

    /// <summary>All words, the command's name first.</summary>
    public ReadOnlySpan<ReadOnlyMemory<byte>> Words => _words;

    /// <summary>The command's name, for messages. The other words may be secret and are never shown.</summary>
    public string Name => Encoding.UTF8.GetString(_words[0].Span);

    /// <summary>Deadline of the reply; null takes the endpoint's. A blocking command needs one longer than it blocks.</summary>
    public TimeSpan? Timeout { get; init; }

    public static RedisCommand Of(string name, params ReadOnlySpan<RedisArgument> arguments)
    {
        var words = new ReadOnlyMemory<byte>[arguments.Length + 1];
        words[0] = Encoding.UTF8.GetBytes(name);
        for (var i = 0; i < arguments.Length; i++)
        {
            words[i + 1] = arguments[i].Bytes;
        }

        return new RedisCommand(words);
    }

    /// <summary>
    /// BRPOP on a connection of its own (nothing else is answered on it meanwhile). The reply is [key, element], or null when
    /// nothing came.
    /// </summary>
    public static RedisCommand BlockingPop(RedisArgument key, TimeSpan wait)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        return Of("BRPOP", key, seconds) with { Timeout = TimeSpan.FromSeconds(seconds + 5) };
    }

    public override string ToString() => Name;
}
