using System.Collections.Immutable;

namespace WConsole.Cli;

/// <summary>Whom a command line names.</summary>
/// <param name="Words">Ids, names, or globs when <paramref name="Match"/>.</param>
/// <param name="Filter">A filter over the table of workers; null when none.</param>
internal sealed record TargetRequest(ImmutableArray<string> Words, bool Match, string? Filter, bool All)
{
    public bool NamesNobody => Words.IsEmpty && Filter is null && !All;
}
