using System.Collections.Immutable;

namespace WConsole.Fleet.Actions;

/// <summary>What a framework says of a warm stop that comes as a signal, as keepers ask for it.</summary>
/// <param name="Signals">Those that let its task runs end, without SIG.</param>
/// <param name="Cost">Its deadline is what the drain may take.</param>
/// <param name="IsIdle">It is known to run nothing: the drain takes no time.</param>
public sealed record SignalledStop(ImmutableArray<string> Signals, Assessment Cost, bool IsIdle);
