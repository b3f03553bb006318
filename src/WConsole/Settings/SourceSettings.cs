namespace WConsole.Settings;

/// <summary>One place where workers are seen, as the settings name it.</summary>
/// <param name="Name">Unique within its cluster.</param>
/// <param name="Url">The broker's URL; may hold a password, so it is in no text that this type makes.</param>
/// <param name="Masked">The URL for people.</param>
/// <param name="PasswordFile">File whose first line is the password.</param>
/// <param name="PasswordEnv">Environment variable that holds the password.</param>
/// <param name="Password">What file or variable gave; null until the cluster is chosen, or when neither is named.</param>
/// <param name="Origin">File, variable or flag it came from.</param>
public sealed record SourceSettings(
    string Name,
    string Url,
    string Masked,
    string? PasswordFile,
    string? PasswordEnv,
    string? Password,
    CelerySettings Celery,
    TlsFiles? Tls,
    string Origin,
    long Line)
{
    public override string ToString() => $"{Name} {Masked}";
}
