namespace WConsole.Bench.Simulator;

/// <summary>One node of a fleet that is told by name, for pictures.</summary>
/// <param name="Silent">It beats, but listens for no command any more.</param>
internal sealed record CastNode(string Name, string Queue, int Slots, int Running, long Processed, bool Silent = false);
