using System.Collections.Immutable;

namespace WConsole.Settings;

/// <summary>One entry of <c>views:</c>: which columns a table shows, in which order, and how its rows are sorted at first.</summary>
/// <param name="Columns">Empty: those that the screen chooses by itself.</param>
/// <param name="Sort">A column; null: the worst first.</param>
public sealed record ViewSetting(string Name, ImmutableArray<string> Columns, string? Sort, bool Descending, string Origin, long Line);
