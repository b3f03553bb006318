namespace WConsole.Drivers.Keepers.Local;

/// <summary>One process to start.</summary>
/// <param name="Arguments">Program first; looked up in PATH of <paramref name="Environment"/> when it has no slash.</param>
/// <param name="Environment">All of it.</param>
/// <param name="Output">File that standard output and error are appended to.</param>
/// <param name="Through">Program with its arguments that is run in its place and takes it over, by full path; null: nothing.</param>
/// <param name="OpenFiles">How many files it may have open; null: as many as this process.</param>
internal sealed record SpawnOrder(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkingDirectory, string Output, ulong? OpenFiles = null, IReadOnlyList<string>? Through = null);

/// <summary>A process, or why there is none.</summary>
internal readonly record struct SpawnResult(int Pid, string? Why);
