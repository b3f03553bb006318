using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Actions;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>The other way round: an action → the command line that does the same, as it can be pasted into a shell.</summary>
public static class BatchLine
{
    private const string Secret = "\"$WCONSOLE_BROKER\"";

    /// <param name="userFile">The settings file that is read without being named.</param>
    public static string Of(FleetAction action, Risk risk, ClusterSettings cluster, string userFile)
    {
        var info = ActionTable.Get(action.Action);
        IEnumerable<string> words =
        [
            "wconsole", "--batch", .. info.Verb.Split(' '),
            .. info.TakesAmount && action.Amount is { } n ? [n.ToString(CultureInfo.InvariantCulture)] : (string[])[],
            .. action.Signal is { } signal ? [signal] : (string[])[],
            .. action.Targets.Select(t => t.ToString()),
            .. risk == Risk.Safe ? (string[])[] : ["--yes"],
            .. risk == Risk.Lossy && cluster.IsProduction ? ["--confirm", cluster.Name] : (string[])[],
            .. action.Timeout is { } timeout ? ["--timeout", timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s"] : (string[])[],
            .. action.Then is { } then && ActionTable.Find(then) is { } next && VerbWords.Of(next) is var verb ? ["--then", verb.Short] : (string[])[],
        ];
        return string.Join(' ', words.Select(Quote).Concat(Where(cluster, userFile)));
    }

    /// <summary>What whoever pastes a line must know besides; empty: nothing.</summary>
    public static string Note(ClusterSettings cluster) => IsAdHoc(cluster) && cluster.Sources.Any(HasPassword)
        ? "the broker's password is never shown: export WCONSOLE_BROKER=URL before you paste"
        : "";

    /// <summary>A word as a POSIX shell takes it for itself.</summary>
    public static string Quote(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-".Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // What makes the line find the same cluster from any folder.
    private static ImmutableArray<string> Where(ClusterSettings cluster, string userFile) =>
        IsGuess(cluster) ? []
        : IsAdHoc(cluster) ? [.. cluster.Sources.SelectMany(s => new[] { "-b", HasPassword(s) ? Secret : Quote(s.Url) })]
        : cluster.Origin == userFile ? ["-c", Quote(cluster.Name)]
        : ["-c", Quote(cluster.Name), "--config", Quote(cluster.Origin)];

    private static bool IsGuess(ClusterSettings cluster) => cluster.Origin == "built-in";

    private static bool IsAdHoc(ClusterSettings cluster) => cluster.Origin is "--broker" or "WCONSOLE_BROKER";

    // Where the URL for people has stars, the real one has a password.
    private static bool HasPassword(SourceSettings source) => source.Masked.Contains("***", StringComparison.Ordinal);
}
