using System.Globalization;
using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>Every value of the groups as it came out, with who said it, for <c>config show</c>.</summary>
public static class GroupValues
{
    private const string Masked = "********";

    public static IEnumerable<SettingValue> Of(GroupsOutcome outcome) => outcome.Readings.SelectMany(Of);

    /// <summary>A value of a variable for people: masked when its name is secret, and a password in a URL always.</summary>
    public static string Show(WorkerGroup group, string name, string value) =>
        group.Secrets.Contains(name) || GroupEnvironment.SoundsSecret(name) ? Masked : MaskUrl(value);

    /// <summary>Whether a value must not be shown or written: its name says so, or it is a URL with a password.</summary>
    internal static bool IsSecret(string name, string value) => GroupEnvironment.SoundsSecret(name) || MaskUrl(value) != value;

    /// <summary>A value for people: a URL without its password, nothing of what is named like a secret.</summary>
    internal static string Show(string name, string value) => GroupEnvironment.SoundsSecret(name) ? Masked : MaskUrl(value);

    private static IEnumerable<SettingValue> Of(GroupReading reading)
    {
        var group = reading.Group;
        var standard = group.Framework == WorkerGroup.Plain ? "built-in" : $"built-in ({group.Framework})";
        yield return Value("command", CommandText(group.Command), reading.Lines.ContainsKey("celery") ? "celery" : "command");
        yield return Value("framework", group.Framework.Value, reading.Lines.ContainsKey("celery") ? "celery" : "framework");
        yield return Value("replicas", group.Replicas.ToString(CultureInfo.InvariantCulture), "replicas");
        yield return Value("cwd", group.WorkingDirectory, "cwd");
        foreach (var (name, value) in group.Environment.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            yield return Value($"env.{name}", Show(group, name, value), "env");
        }

        foreach (var file in group.EnvironmentFiles)
        {
            yield return Value("env_file", file, "env_file");
        }

        if (group.User is { } user)
        {
            yield return Value("user", user, "user");
        }

        if (group.UsesPort)
        {
            yield return Value("port", group.Port?.ToString(CultureInfo.InvariantCulture) ?? "any free one", "port");
        }

        yield return Value("restart", RestartText(group.Restart), "restart");
        yield return Value("stop", StopText(group.Stop), "stop");
        yield return Value("ready", ReadyText(group.Ready), "ready");
        if (group.DependsOn.Count > 0)
        {
            yield return Value("depends_on", string.Join(' ', group.DependsOn), "depends_on");
        }

        if (group.Watch is { } watch)
        {
            yield return Value("watch", $"{string.Join(' ', watch.Globs)} ({watch.Backend.ToString().ToLowerInvariant()}, {DurationText.Of(watch.Debounce)}{(watch.PoolRestart ? ", pool_restart" : "")})", "watch");
        }

        SettingValue Value(string name, string value, string key) => reading.Lines.TryGetValue(key, out var line)
            ? new SettingValue($"groups.{group.Name}.{name}", value, group.Origin.File, line)
            : new SettingValue($"groups.{group.Name}.{name}", value, standard, 0);
    }

    /// <summary>A command as it could be typed.</summary>
    internal static string CommandText(IReadOnlyList<string> command) => string.Join(' ', command.Select(c => Quote(MaskUrl(c))));

    internal static string RestartText(RestartRule rule) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rule.Policy.ToString().ToLowerInvariant()}, startsecs {DurationText.Of(rule.StartSecs)}, startretries {rule.StartRetries}, pauses {DurationText.Of(rule.FirstPause)} to {DurationText.Of(rule.LongestPause)}");

    internal static string StopText(StopRule rule) =>
        $"{rule.Signal}, deadline {DurationText.Of(rule.Deadline)}, {(rule.KillAfter is { } kill ? $"KILL after {DurationText.Of(kill)}" : "no KILL by itself")}";

    internal static string ReadyText(ReadyRule rule) => (rule switch
    {
        ReadyRule.ByReply => "its framework answers",
        ReadyRule.ByLogLine log => $"log line {log.Pattern}",
        ReadyRule.ByHttp http => http.Url,
        ReadyRule.ByTcp tcp => $"tcp {tcp.Host}:{tcp.Port}",
        ReadyRule.ByNotify => "READY=1",
        _ => "lives for startsecs",
    }) + $", within {DurationText.Of(rule.Limit)}";

    internal static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@%,+${}".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // scheme://user:password@host
    internal static string MaskUrl(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        start += 3;
        var end = text.IndexOfAny(['/', '?', '#', ' '], start) is >= 0 and var slash ? slash : text.Length;
        var at = text.LastIndexOf('@', end - 1, end - start);
        var colon = at < 0 ? -1 : text.IndexOf(':', start, at - start);
        return colon < 0 ? text : $"{text[..(colon + 1)]}{Masked}{MaskUrl(text[at..])}";
    }
}
