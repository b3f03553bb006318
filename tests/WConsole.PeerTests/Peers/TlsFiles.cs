namespace WConsole.PeerTests.Peers;

/// <summary>
/// Certificates made by openssl (celery-redis §7.4): an authority, a server's (127.0.0.1, redis1) and a client's signed by it,
/// and a second authority that signed none of them.
/// </summary>
public sealed record TlsFiles(string Directory)
{
    private const string Recipe = """
        set -e
        new="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        for ca in ca other; do openssl req -x509 $new -keyout $ca.key -out $ca.crt -days 30 -subj /CN=test-$ca; done
        printf 'subjectAltName=IP:127.0.0.1,DNS:redis1' > ext
        for who in server client; do
          openssl req $new -keyout $who.key -out $who.csr -subj /CN=redis1
          openssl x509 -req -in $who.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out $who.crt -days 30 -extfile ext
        done
        """;

    public string Authority => Path.Combine(Directory, "ca.crt");

    public string OtherAuthority => Path.Combine(Directory, "other.crt");

    public string ServerCertificate => Path.Combine(Directory, "server.crt");

    public string ServerKey => Path.Combine(Directory, "server.key");

    public string ClientCertificate => Path.Combine(Directory, "client.crt");

    public string ClientKey => Path.Combine(Directory, "client.key");

    public static async Task<TlsFiles> CreateAsync(string directory, CancellationToken token)
    {
        Peer.Require("openssl");
        var (code, _, stderr) = await ChildProcess.RunAsync(directory, ["/bin/sh", "-c", Recipe], token);
        Assert.True(code == 0, stderr);
        return new TlsFiles(directory);
    }
}
