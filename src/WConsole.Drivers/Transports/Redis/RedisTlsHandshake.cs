using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>TLS on a fresh connection, with the reason in words when it fails (celery-redis §7.4).</summary>
internal static class RedisTlsHandshake
{
    /// <exception cref="RedisFault">Of kind TlsFailed.</exception>
    public static async Task<Stream> RunAsync(Stream inner, RedisEndpoint endpoint, RedisTls tls, CancellationToken token)
    {
        var authorities = Load(endpoint, "CA file", tls.AuthorityFile, LoadAuthorities);
        string? refusal = null;
        var stream = new SslStream(inner, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = endpoint.Host,
            ClientCertificateContext = Load(endpoint, "client certificate", tls.CertificateFile, file => LoadOwn(file, tls.KeyFile)),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                refusal = Refusal(endpoint, tls, authorities, certificate, errors);
                return refusal is null;
            },
        };
        try
        {
            await stream.AuthenticateAsClientAsync(options, token);
            return stream;
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException)
        {
            await stream.DisposeAsync();
            var why = refusal ?? (failed is IOException ? "it closed the connection during the handshake; a server without TLS does that (redis:// then)" : Innermost(failed));
            throw new RedisFault(RedisFaultKind.TlsFailed, $"{endpoint}: TLS failed: {why}", failed);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static string? Refusal(
        RedisEndpoint endpoint, RedisTls tls, X509Certificate2Collection? authorities, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (!tls.VerifyPeer)
        {
            return null;
        }

        if (certificate is null)
        {
            return "the server showed no certificate";
        }

        using var leaf = new X509Certificate2(certificate);
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (authorities is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.ExtraStore.AddRange(authorities);
        }

        if (!chain.Build(leaf))
        {
            var status = string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation.Trim().TrimEnd('.')).Distinct());
            return $"the server's certificate ({leaf.Subject}) is not trusted by {tls.AuthorityFile ?? "the system's authorities"} ({status}); set ssl_ca_certs to its authority";
        }

        return tls.CheckHostname && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"the server's certificate ({leaf.Subject}) is not made out to {endpoint.Host}; use the name it has, or ssl_check_hostname=false"
            : null;
    }

    private static T? Load<T>(RedisEndpoint endpoint, string what, string? file, Func<string, T> load)
        where T : class
    {
        try
        {
            return file is null ? null : load(file);
        }
        // ArgumentException: a key that does not belong to the certificate.
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new RedisFault(RedisFaultKind.TlsFailed, $"{endpoint}: the {what} {file} cannot be used: {failed.Message}", failed);
        }
    }

    private static X509Certificate2Collection LoadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("it holds no certificate in PEM form");
    }

    private static SslStreamCertificateContext LoadOwn(string file, string? key)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(file, key), all, offline: true);
    }

    private static string Innermost(Exception failed) => failed.InnerException is { } inner ? Innermost(inner) : failed.Message;
}
