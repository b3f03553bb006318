namespace WConsole.Drivers.Transports.Redis;

/// <summary>How TLS is done. Files are PEM.</summary>
public sealed record RedisTls
{
    /// <summary>False encrypts without asking who answers, which is what a plain <c>rediss://</c> means to Celery (celery-redis §7.2).</summary>
    public bool VerifyPeer { get; init; } = true;

    /// <summary>Trusted authorities; null trusts the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Our certificate, with its intermediates after it, for servers that ask for one.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its private key; null when it stands in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The certificate must be made out to the endpoint's host. Only with <see cref="VerifyPeer"/>.</summary>
    public bool CheckHostname { get; init; } = true;
}
