using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>One question to one source.</summary>
/// <param name="Targets">Null asks everybody; never empty.</param>
internal sealed record Ask(FactKind Kind, ImmutableArray<WorkerId>? Targets);
