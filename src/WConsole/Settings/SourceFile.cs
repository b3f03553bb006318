using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Settings;

/// <summary>The <c>sources:</c> of a cluster.</summary>
internal static class SourceFile
{
    private static readonly string[] Later = ["kafka", "supervisord", "systemd"];

    public static ImmutableArray<SourceSettings> Read(YamlMap cluster, Func<string, BrokerLook> look)
    {
        var sources = ImmutableArray.CreateBuilder<SourceSettings>();
        foreach (var map in cluster.Maps("sources"))
        {
            if (map.Keys.FirstOrDefault(Later.Contains) is { } later)
            {
                map.Wrong(later, $"this release has no driver for {later} sources", "take the entry out for now");
                continue;
            }

            map.Only(SettingsWords.Source);
            if (Source(map, sources.Count, look) is { } source)
            {
                if (sources.Any(s => s.Name == source.Name))
                {
                    map.Wrong("name", $"two sources are named '{source.Name}'", "give each a name: of its own");
                }

                sources.Add(source);
            }
        }

        return sources.ToImmutable();
    }

    private static SourceSettings? Source(YamlMap map, int index, Func<string, BrokerLook> look)
    {
        var (file, env) = (map.Text("password_file"), map.Text("password_env"));
        if (file is not null && env is not null)
        {
            map.Wrong("password_env", "a password comes from one place", "keep password_file or password_env, not both");
        }

        if (map.Text("redis") is not { } url)
        {
            map.Wrong("redis", "a source needs a broker", "write redis: redis://HOST:6379/0");
            return null;
        }

        var seen = look(url);
        if (seen.Wrong is { } wrong)
        {
            map.Wrong("redis", wrong, seen.Remedy);
        }

        if (map.Map("tls") is not null && !url.StartsWith("rediss:", StringComparison.OrdinalIgnoreCase))
        {
            map.Wrong("tls", "a tls: block needs an encrypted broker", "write redis: rediss://…");
        }

        var name = map.Text("name") ?? DefaultName(index);
        return new SourceSettings(name, url, seen.Masked, Beside(map.File, file), env, null, Celery(map.Map("celery")), Tls(map.Map("tls")), map.File, map.LineOf("redis"));
    }

    /// <summary>"redis", then "redis-2" …</summary>
    internal static string DefaultName(int index) => index == 0 ? "redis" : string.Create(CultureInfo.InvariantCulture, $"redis-{index + 1}");

    private static CelerySettings Celery(YamlMap? map)
    {
        if (map is null)
        {
            return CelerySettings.Default;
        }

        map.Only(SettingsWords.Celery);
        return new CelerySettings(
            map.Text("key_prefix"), map.Text("control_exchange"), map.Text("event_exchange"), map.Text("fanout_prefix"), map.Flag("fanout_patterns"), map.Texts("queues"));
    }

    private static TlsFiles? Tls(YamlMap? map)
    {
        if (map is null)
        {
            return null;
        }

        map.Only(SettingsWords.Tls);
        if (map.Text("cert") is null != map.Text("key") is null)
        {
            map.Wrong("cert", "a client certificate needs its key, and a key its certificate", "write both cert: and key:");
        }

        return new TlsFiles(Beside(map.File, map.Text("ca")), Beside(map.File, map.Text("cert")), Beside(map.File, map.Text("key")), map.Flag("check_hostname"));
    }

    // A relative path stands beside the file that names it, wherever the program is started.
    private static string? Beside(string settings, string? path) => path is null ? null : Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(settings))!);
}
