using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Splits broker URLs as Python's urlparse and Kombu do (celery-redis §7.2). The framework's Uri class is no help: it
/// refuses passwords and hosts that Kombu takes.
/// </summary>
internal static class BrokerUrlParser
{
    public static BrokerUrlReading Parse(string text)
    {
        var servers = ImmutableArray.CreateBuilder<BrokerUrl>();
        foreach (var one in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            switch (One(one))
            {
                case BrokerUrlReading.Urls read: servers.AddRange(read.Servers); break;
                case var problem: return problem;
            }
        }

        return servers.Count > 0
            ? new BrokerUrlReading.Urls(servers.ToImmutable())
            : Problem("the broker URL is empty", "write redis://HOST:6379/0");
    }

    private static BrokerUrlReading One(string text)
    {
        var mark = text.IndexOf("://", StringComparison.Ordinal);
        if (mark < 0)
        {
            return Problem($"broker URL '{Secrets.Mask(text)}' has no scheme", "write redis://HOST:6379/0");
        }

        var rest = text[(mark + 3)..];
        return text[..mark].ToLowerInvariant() switch
        {
            "redis" => Tcp(text, rest, tls: false),
            "rediss" => Tcp(text, rest, tls: true),
            "redis+socket" => Socket(text, rest),
            "sentinel" => Problem(
                $"Sentinel is not supported yet: '{Secrets.Mask(text)}'",
                "give the present master's own address, redis://HOST:PORT/DB (redis-cli -p 26379 sentinel get-master-addr-by-name NAME)"),
            "socket" or "unix" => Problem($"'{Secrets.Mask(text)}' is no transport of Celery", "write redis+socket:///PATH?virtual_host=0"),
            "valkey" or "valkeys" => Problem($"'{Secrets.Mask(text)}' is no transport of Celery", "a Valkey server is reached with redis:// or rediss://"),
            var scheme => Problem($"broker scheme '{scheme}://' is not supported", "only Redis brokers are: redis://, rediss://, redis+socket://"),
        };
    }

    private static BrokerUrlReading Tcp(string text, string rest, bool tls)
    {
        var (authority, path, query) = Split(rest);
        var (user, password, place) = UserInfo(authority);
        var (host, portText) = HostAndPort(place);
        if (host is null)
        {
            return Problem($"broker URL '{Secrets.Mask(text)}' has an unreadable host", "an IPv6 address goes in brackets: redis://[::1]:6379/0");
        }

        var port = BrokerUrl.DefaultPort;
        if (portText.Length > 0 && (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
        {
            return Problem(
                $"broker URL '{Secrets.Mask(text)}' has a port that is no number from 1 to 65535",
                "if the password holds / ? # @ or :, percent-encode them (%2F %3F %23 %40 %3A)");
        }

        var url = new BrokerUrl { Host = host.Length == 0 ? "127.0.0.1" : host, Port = port, User = user, Password = password };
        // One extra slash is allowed, as redis://host//2.
        var database = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path.TrimStart('/');
        return WithQuery(text, url with { Tls = tls ? new TlsSettings(CertificateCheck.None, null, null, null, null) : null }, database, query);
    }

    private static BrokerUrlReading Socket(string text, string rest)
    {
        var (authority, path, query) = Split(rest);
        var (user, password, place) = UserInfo(authority);
        if (path.Length < 2 || place.Length > 0)
        {
            return Problem($"broker URL '{Secrets.Mask(text)}' has no absolute socket path", "write redis+socket:///run/redis.sock?virtual_host=0");
        }

        return WithQuery(text, new BrokerUrl { SocketPath = Uri.UnescapeDataString(path), User = user, Password = password }, "", query);
    }

    private static BrokerUrlReading WithQuery(string text, BrokerUrl url, string database, string query)
    {
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? "" : Uri.UnescapeDataString(part[(equals + 1)..].Replace('+', ' '));
            if (key == "virtual_host" && url.SocketPath is not null)
            {
                database = value.TrimStart('/');
            }
            else if (Apply(url, key, value) is { } changed)
            {
                url = changed;
            }
            else
            {
                return Problem($"broker URL '{Secrets.Mask(text)}': '{key}' is not understood here, or its value is not", Remedy(key));
            }
        }

        if (database.Length == 0)
        {
            return new BrokerUrlReading.Urls([url]);
        }

        return int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new BrokerUrlReading.Urls([url with { Database = number }])
            : Problem($"broker URL '{Secrets.Mask(text)}': database '{database}' is no number", "Redis databases are numbers: redis://HOST:6379/0");
    }

    private static BrokerUrl? Apply(BrokerUrl url, string key, string value) => (key, url.Tls) switch
    {
        ("connect_timeout", _) => Seconds(value) is { } time ? url with { ConnectTimeout = time } : null,
        ("ssl_cert_reqs", { } tls) => CheckOf(value) is { } check ? url with { Tls = tls with { Check = check } } : null,
        ("ssl_ca_certs", { } tls) => url with { Tls = tls with { CaFile = value } },
        ("ssl_certfile", { } tls) => url with { Tls = tls with { CertificateFile = value } },
        ("ssl_keyfile", { } tls) => url with { Tls = tls with { KeyFile = value } },
        ("ssl_check_hostname", { } tls) => Switch(value) is { } on ? url with { Tls = tls with { CheckHostName = on } } : null,
        _ => null,
    };

    private static string Remedy(string key) => key switch
    {
        "ssl_cert_reqs" => "it is required, optional or none, and needs rediss://",
        _ when key.StartsWith("ssl_", StringComparison.Ordinal) => "TLS options need rediss://; known are ssl_cert_reqs, ssl_ca_certs, ssl_certfile, ssl_keyfile, ssl_check_hostname",
        "virtual_host" => "with TCP the database stands in the path: redis://HOST:6379/2",
        "connect_timeout" => "it is a number of seconds",
        _ => "transport options such as prefixes belong in the settings file under 'celery', not in the URL",
    };

    private static (string Authority, string Path, string Query) Split(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        var tail = end < 0 ? "" : rest[end..];
        var fragment = tail.IndexOf('#', StringComparison.Ordinal);
        tail = fragment < 0 ? tail : tail[..fragment];
        var question = tail.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (authority, tail, "") : (authority, tail[..question], tail[(question + 1)..]);
    }

    private static (string? User, string? Password, string Place) UserInfo(string authority)
    {
        var at = authority.LastIndexOf('@');
        if (at < 0)
        {
            return (null, null, authority);
        }

        var info = authority[..at];
        var colon = info.IndexOf(':', StringComparison.Ordinal);
        var user = Uri.UnescapeDataString(colon < 0 ? info : info[..colon]);
        var password = colon < 0 ? "" : Uri.UnescapeDataString(info[(colon + 1)..]);
        return (user.Length == 0 ? null : user, password.Length == 0 ? null : password, authority[(at + 1)..]);
    }

    private static (string? Host, string Port) HostAndPort(string place)
    {
        if (place.StartsWith('['))
        {
            var close = place.IndexOf(']', StringComparison.Ordinal);
            var after = close < 0 ? "" : place[(close + 1)..];
            return close < 2 || (after.Length > 0 && after[0] != ':') ? (null, "") : (place[1..close], after.TrimStart(':'));
        }

        var colon = place.IndexOf(':', StringComparison.Ordinal);
        if (place.Count(c => c == ':') > 1)
        {
            return (null, "");
        }

        return colon < 0 ? (Uri.UnescapeDataString(place), "") : (Uri.UnescapeDataString(place[..colon]), place[(colon + 1)..]);
    }

    private static CertificateCheck? CheckOf(string value) => value.ToLowerInvariant() switch
    {
        "cert_required" or "required" => CertificateCheck.Required,
        "cert_optional" or "optional" => CertificateCheck.Optional,
        "cert_none" or "none" => CertificateCheck.None,
        _ => null,
    };

    private static bool? Switch(string value) => value.ToLowerInvariant() switch
    {
        "true" or "yes" or "1" => true,
        "false" or "no" or "0" => false,
        _ => null,
    };

    private static TimeSpan? Seconds(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static BrokerUrlReading.Problem Problem(string what, string remedy) => new(what, remedy);
}
