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
            CertificateChainPolicy = Policy(tls, authorities),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                refusal = Refusal(endpoint, tls, certificate, chain, errors);
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

    // Given to SslStream, so that it builds the one chain that counts, and not first another against the system's authorities.
    // (.NET reads those from disk all the same, once per process: docs/adr/0001-redis-client.md.)
    private static X509ChainPolicy Policy(RedisTls tls, X509Certificate2Collection? authorities)
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (authorities is not null || !tls.VerifyPeer)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities ?? []);
        }

        return policy;
    }

    private static string? Refusal(RedisEndpoint endpoint, RedisTls tls, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!tls.VerifyPeer)
        {
            return null;
        }

        if (certificate is null)
        {
            return "the server showed no certificate";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var status = string.Join(", ", (chain?.ChainStatus ?? []).Select(s => s.StatusInformation.Trim().TrimEnd('.')).Distinct());
            return $"the server's certificate ({certificate.Subject}) is not trusted by {tls.AuthorityFile ?? "the system's authorities"} ({status}); set ssl_ca_certs to its authority";
        }

        return tls.CheckHostname && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"the server's certificate ({certificate.Subject}) is not made out to {endpoint.Host}; use the name it has, or ssl_check_hostname=false"
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
