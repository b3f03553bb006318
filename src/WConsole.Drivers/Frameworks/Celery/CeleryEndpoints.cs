using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>A broker URL as the transport takes it, and its faults as the fleet names them.</summary>
internal static class CeleryEndpoints
{
    // A server that vanished without closing is found after two of these.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static RedisEndpoint Of(BrokerUrl url)
    {
        var endpoint = new RedisEndpoint
        {
            Host = url.Host,
            Port = url.Port,
            SocketPath = url.SocketPath,
            Database = url.Database,
            User = url.User,
            Password = url.Password,
            KeepAlive = KeepAlive,
            Tls = url.Tls is { } tls
                ? new RedisTls
                {
                    // OPTIONAL asks for a certificate and accepts none; a server always shows one, so it is checked.
                    VerifyPeer = tls.Check != CertificateCheck.None,
                    AuthorityFile = tls.CaFile,
                    CertificateFile = tls.CertificateFile,
                    KeyFile = tls.KeyFile,
                    CheckHostname = tls.CheckHostName ?? true,
                }
                : null,
        };
        return url.ConnectTimeout is { } timeout ? endpoint with { ConnectTimeout = timeout } : endpoint;
    }

    public static SourceEnd End(RedisFault fault) => new(
        fault.Kind switch
        {
            RedisFaultKind.Unreachable => SourceFault.Unreachable,
            RedisFaultKind.AuthFailed or RedisFaultKind.NoPermission or RedisFaultKind.MaxClients or RedisFaultKind.ServerError => SourceFault.Refused,
            RedisFaultKind.TlsFailed => SourceFault.Tls,
            RedisFaultKind.Closed or RedisFaultKind.Protocol or RedisFaultKind.Timeout or RedisFaultKind.Loading => SourceFault.Lost,
        },
        Secrets.Mask(fault.Message));
}
