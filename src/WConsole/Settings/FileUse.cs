namespace WConsole.Settings;

/// <summary>A settings file that was looked for, and what came of it ("read", "not there", "ignored: …").</summary>
public sealed record FileUse(string Path, string Use);
