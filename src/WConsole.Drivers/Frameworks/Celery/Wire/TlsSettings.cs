namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>How a server's certificate is checked. Kombu's default for `rediss://` is <see cref="None"/> (celery-redis §7.2).</summary>
public enum CertificateCheck
{
    /// <summary>Encrypted, but anybody may be at the other end.</summary>
    None,
    Optional,
    Required,
}

/// <summary>
/// TLS as a `rediss://` URL asks for it; files are paths. <paramref name="CheckHostName"/> is null when the URL does not
/// say: then the name is checked whenever the certificate is.
/// </summary>
public sealed record TlsSettings(CertificateCheck Check, string? CaFile, string? CertificateFile, string? KeyFile, bool? CheckHostName);
