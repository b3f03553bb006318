using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Hosts;

/// <summary>The live processes of one main process, at one moment.</summary>
/// <param name="MainLives">Whether the main process itself is among them; it is the first then.</param>
/// <param name="Doubts">What may be its, and is left alone.</param>
internal sealed record TreeFinding(bool MainLives, ImmutableArray<TreeProcess> Processes, ImmutableArray<string> Doubts);
