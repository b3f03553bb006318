using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace WConsole.Cli.Launch;

/// <summary>Whether words on a command line name programs of the launcher (<c>mail:0</c>) rather than workers of a cluster. See ADR 5.</summary>
internal static partial class LaunchTargets
{
    /// <summary>True when every word has the form <c>group:number</c>. Costs nothing: no launcher is looked for.</summary>
    public static bool AreAll(ImmutableArray<string> words) => !words.IsEmpty && words.All(w => ProgramId().IsMatch(w));

    [GeneratedRegex(@"^[^:@/\s]+:[0-9]{1,4}$")]
    private static partial Regex ProgramId();
}
