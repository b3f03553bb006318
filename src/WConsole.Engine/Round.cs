using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>Everybody of a source was asked for one fact, and answered or was given up, in its present connection.</summary>
/// <param name="AskedAt">Monotonic stamp.</param>
/// <param name="Through">Receive number of the pipe when it ended: every answer has this number or a smaller one.</param>
internal readonly record struct Round(SourceId Source, FactKind Kind, TimeSpan AskedAt, long Through);
