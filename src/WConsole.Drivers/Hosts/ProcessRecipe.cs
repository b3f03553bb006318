using System.Collections.Immutable;

namespace WConsole.Drivers.Hosts;

/// <summary>How a living process was started, as its host shows it: enough to start it again. Its environment may hold secrets: it is never shown.</summary>
/// <param name="Arguments">Program first.</param>
public sealed record ProcessRecipe(ImmutableArray<string> Arguments, string WorkingDirectory, ImmutableDictionary<string, string> Environment);

/// <summary>A recipe, or why there is none.</summary>
public readonly record struct RecipeReading(ProcessRecipe? Recipe, string Why);
