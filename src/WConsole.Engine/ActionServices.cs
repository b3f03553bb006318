namespace WConsole.Engine;

/// <summary>What every action under way shares.</summary>
/// <param name="AtOnce">Bounds how many are planned and sent at once.</param>
internal sealed record ActionServices(
    SourceSet Sources, EventPipe Pipe, FleetWriter Writer, InterestBoard Board, NeededFacts Needs, AuditLog Audit, EngineClock Clock, EngineOptions Options, SemaphoreSlim AtOnce);
