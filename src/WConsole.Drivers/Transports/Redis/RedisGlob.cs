using System.Text;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>Redis' own glob patterns, as PSUBSCRIBE and SCAN MATCH read them.</summary>
public static class RedisGlob
{
    /// <summary>A pattern that matches exactly this text (celery-redis §1.2: key prefixes may hold glob characters).</summary>
    public static string Escape(string text)
    {
        var pattern = new StringBuilder(text.Length + 4);
        foreach (var c in text)
        {
            if (c is '\\' or '[' or ']' or '?' or '*' or '^' or '-')
            {
                pattern.Append('\\');
            }

            pattern.Append(c);
        }

        return pattern.ToString();
    }
}
