namespace WConsole.Settings;

/// <summary>Files (PEM) and checks of a TLS connection. Null is not said: the system's authorities, no client certificate, the name checked.</summary>
public sealed record TlsFiles(string? Authority, string? Certificate, string? Key, bool? CheckHostName);
