using System.Text;

namespace WConsole.PeerTests.Peers;

/// <summary>A real redis-server with a private port and folder, without persistence; ended by its pid on dispose.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly TestDirectory _directory = new();
    private readonly RedisServerOptions _options;
    private ChildProcess? _process;

    private RedisServer(RedisServerOptions options) => _options = options;

    public static string Host => "127.0.0.1";

    /// <summary>The TCP port (TLS when <see cref="RedisServerOptions.Tls"/>); the same after a restart.</summary>
    public int Port { get; } = Ports.Free();

    /// <summary>The password of the default user, if one was set.</summary>
    public string? Password => _options.Password;

    /// <summary>The unix socket's path, if one was asked for.</summary>
    public string? SocketPath => _options.UnixSocket ? _directory.File("redis.sock") : null;

    /// <summary>The certificates, if TLS was asked for.</summary>
    public TlsFiles? Tls { get; private set; }

    /// <summary>The pid of the running server.</summary>
    public int Pid => _process?.Pid ?? throw new InvalidOperationException("the server is not running");

    /// <summary>Starts a server and returns when it answers. Skips the test when redis-server is missing.</summary>
    public static async Task<RedisServer> StartAsync(CancellationToken token, RedisServerOptions? options = null)
    {
        Peer.Require("redis-server", "redis-cli");
        var server = new RedisServer(options ?? new RedisServerOptions());
        try
        {
            await server.StartProcessAsync(token);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The broker URL as Celery takes it, for the default user or another one (celery-redis §7.2).</summary>
    public string CeleryUrl(int db = 0, string? user = null, string? password = null)
    {
        var secret = password ?? Password;
        var login = secret is null ? "" : $"{Uri.EscapeDataString(user ?? "")}:{Uri.EscapeDataString(secret)}@";
        var tls = Tls is null ? "" : $"?ssl_cert_reqs=required&ssl_ca_certs={Tls.Authority}&ssl_certfile={Tls.ClientCertificate}&ssl_keyfile={Tls.ClientKey}";
        return $"{(Tls is null ? "redis" : "rediss")}://{login}{Host}:{Port}/{db}{tls}";
    }

    /// <summary>Runs redis-cli as the default user: a second opinion beside our own client.</summary>
    /// <returns>Its output without the last newline; Redis' errors are part of it.</returns>
    public Task<string> CliAsync(CancellationToken token, params string[] command) => CliAsync(0, token, command);

    /// <summary>The same in another database.</summary>
    public async Task<string> CliAsync(int db, CancellationToken token, params string[] command)
    {
        var (code, stdout, stderr) = await RunCliAsync(db, command, token);
        Assert.True(code == 0, $"redis-cli {string.Join(' ', command)}: {stderr}");
        return stdout.TrimEnd('\n');
    }

    /// <summary>SIGKILL, and waits until the process is gone. Clients' connections break at once.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>Kills the server if it runs and starts an empty one on the same port; returns when it answers.</summary>
    public async Task RestartAsync(CancellationToken token)
    {
        await KillAsync();
        await StartProcessAsync(token);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Dispose();
    }

    private async Task StartProcessAsync(CancellationToken token)
    {
        if (_options.Tls)
        {
            Tls ??= await TlsFiles.CreateAsync(_directory.Path, token);
        }

        // The ready line in the log, not an answer: a probe would take one of a test's few client slots. The file starts
        // anew, since the line of an earlier start proves nothing.
        File.Delete(_directory.File("redis.out"));
        _process = ChildProcess.Start(_directory.Path, "redis", Command());
        await Until.TrueAsync(
            () =>
            {
                Assert.False(_process.HasExited, "redis-server ended: " + _process.Output());
                return ValueTask.FromResult(File.Exists(_process.StdoutPath) && File.ReadAllText(_process.StdoutPath).Contains("Ready to accept connections", StringComparison.Ordinal));
            },
            StartLimit,
            _process.Output,
            token);
    }

    private List<string> Command()
    {
        List<string> command = [Peer.Find("redis-server")!, "--bind", Host, "--save", "", "--appendonly", "no", "--dir", _directory.Path, "--daemonize", "no"];
        command.AddRange(["--port", _options.Tls ? "0" : Invariant(Port)]);
        if (Tls is { } tls)
        {
            command.AddRange(["--tls-port", Invariant(Port), "--tls-cert-file", tls.ServerCertificate, "--tls-key-file", tls.ServerKey]);
            command.AddRange(["--tls-ca-cert-file", tls.Authority, "--tls-auth-clients", _options.TlsAuthClients]);
        }

        if (Password is not null)
        {
            command.AddRange(["--requirepass", Password]);
        }

        if (_options.AclFile is { } acl)
        {
            File.WriteAllText(_directory.File("users.acl"), acl, Encoding.Latin1);
            command.AddRange(["--aclfile", _directory.File("users.acl")]);
        }

        if (SocketPath is not null)
        {
            command.AddRange(["--unixsocket", SocketPath]);
        }

        command.AddRange(_options.Extra);
        return command;
    }

    private Task<(int ExitCode, string Stdout, string Stderr)> RunCliAsync(int db, string[] command, CancellationToken token)
    {
        List<string> cli = [Peer.Find("redis-cli")!, "-h", Host, "-p", Invariant(Port), "-n", Invariant(db)];
        if (Tls is { } tls)
        {
            cli.AddRange(["--tls", "--cacert", tls.Authority, "--cert", tls.ClientCertificate, "--key", tls.ClientKey]);
        }

        var environment = Password is null ? null : new Dictionary<string, string> { ["REDISCLI_AUTH"] = Password };
        return ChildProcess.RunAsync(_directory.Path, [.. cli, .. command], token, environment);
    }

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
