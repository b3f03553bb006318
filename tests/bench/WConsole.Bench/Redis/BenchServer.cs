using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace WConsole.Bench.Redis;

/// <summary>A private redis-server with a password and a second, TLS port; ended by its pid.</summary>
internal sealed class BenchServer : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("wcb-");
    private Process? _process;

    public int Port { get; } = FreePort();

    public int TlsPort { get; } = FreePort();

    public string Authority => Path.Combine(_directory.FullName, "ca.crt");

    public static string User => "bench";

    public static string Password => "bench-secret";

    public static async Task<BenchServer> StartAsync(CancellationToken token)
    {
        var server = new BenchServer();
        const string Recipe = "new='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'; set -e; openssl req -x509 $new -keyout ca.key -out ca.crt -days 2 -subj /CN=bench-ca; "
            + "printf 'subjectAltName=IP:127.0.0.1' > ext; openssl req $new -keyout s.key -out s.csr -subj /CN=bench; "
            + "openssl x509 -req -in s.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out s.crt -days 2 -extfile ext";
        using var openssl = server.Run("/bin/sh", "-c", $"({Recipe}) 2>openssl.err");
        await openssl.WaitForExitAsync(token);
        await File.WriteAllTextAsync(Path.Combine(server._directory.FullName, "users.acl"), $"user default on nopass ~* &* +@all\nuser {User} on >{Password} ~* &* +@all\n", token);
        await server.RestartAsync(token);
        return server;
    }

    public void Kill()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Starts the server (again) and returns as soon as it takes connections.</summary>
    public async Task RestartAsync(CancellationToken token)
    {
        Kill();
        _process = Run(
            "redis-server", "--port", $"{Port}", "--tls-port", $"{TlsPort}", "--tls-cert-file", "s.crt", "--tls-key-file", "s.key", "--tls-ca-cert-file", "ca.crt",
            "--tls-auth-clients", "optional", "--aclfile", "users.acl", "--bind", "127.0.0.1", "--save", "", "--dir", _directory.FullName, "--logfile", "redis.log",
            "--client-output-buffer-limit", "pubsub 256mb 128mb 60");
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, TlsPort, token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, token);
            }
        }
    }

    public void Dispose()
    {
        Kill();
        _directory.Delete(recursive: true);
    }

    private Process Run(params string[] command) =>
        Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = _directory.FullName })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
