using System.Collections.Immutable;
using System.Text.RegularExpressions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Cli.Launch;

/// <summary>Whether words on a command line name programs of the launcher (<c>mail:0</c>) rather than workers of a cluster. See ADR 5.</summary>
internal static partial class LaunchTargets
{
    /// <summary>True when every word has the form <c>group:number</c>. Costs nothing: no launcher is looked for.</summary>
    public static bool AreAll(ImmutableArray<string> words) => !words.IsEmpty && words.All(w => ProgramId().IsMatch(w));

    /// <summary>Words as the launcher knows them: what a framework calls the worker in a program names the program, too.</summary>
    public static ImmutableArray<string> ToUnits(ImmutableArray<string> words, ImmutableArray<ProgramStatus> programs) =>
        [.. words.Select(word => programs.Any(p => p.Id == word || p.Group == word) ? word : programs.FirstOrDefault(p => Names(p, word))?.Id ?? word)];

    private static bool Names(ProgramStatus program, string word) =>
        program.Node is { } node && (node == word || (WorkerId.TryParse(word, out var id) && id.Framework == program.Framework && id.Place == node));

    [GeneratedRegex(@"^[^:@/\s]+:[0-9]{1,4}$")]
    private static partial Regex ProgramId();
}
