using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>A group as it was read.</summary>
/// <param name="Lines">Where each key of it stands; a key that is not here was not said and has its default.</param>
public sealed record GroupReading(WorkerGroup Group, IReadOnlyDictionary<string, long> Lines);
