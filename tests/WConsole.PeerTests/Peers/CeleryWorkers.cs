using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace WConsole.PeerTests.Peers;

/// <summary>
/// Real Celery workers on a <see cref="RedisServer"/>: one temporary folder with a <c>proj.py</c> (tasks add, sleep,
/// sleep_late, spawn, boom), any number of workers, all ended on dispose.
/// </summary>
public sealed class CeleryWorkers(RedisServer redis, int db = 0, string? user = null, string? password = null) : IAsyncDisposable
{
    private const string Project = """
        import json, os, subprocess, time
        from celery import Celery

        app = Celery('proj', broker=os.environ['PROJ_BROKER'])
        app.conf.update(task_ignore_result=True, broker_connection_retry_on_startup=True)
        app.conf.update(json.loads(os.environ.get('PROJ_SETTINGS', '{}')))

        @app.task
        def add(x, y):
            return x + y

        @app.task
        def sleep(seconds):
            time.sleep(seconds)
            return seconds

        @app.task(acks_late=True)
        def sleep_late(seconds):
            time.sleep(seconds)
            return seconds

        @app.task
        def spawn():
            # What a task may leave behind: a child, a session of its own with a child in it, and a fork that runs on without another program.
            subprocess.Popen(['sleep', '7117'])
            subprocess.Popen(['setsid', 'sh', '-c', 'sleep 7117 & sleep 7117'], start_new_session=True)
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(7117)
                os._exit(0)

        @app.task
        def boom(text='boom'):
            raise RuntimeError(text)
        """;

    /// <summary>How long the processes that the task <c>spawn</c> starts sleep: their command line.</summary>
    public const string SpawnedSeconds = "7117";

    // Generous: several workers start at once on a busy two-core machine.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TestDirectory _directory = new();
    private readonly List<CeleryWorker> _workers = [];
    private readonly Lock _gate = new();
    private int _started;

    /// <summary>The working folder: proj.py and the workers' output files.</summary>
    public string Directory => _directory.Path;

    public IReadOnlyList<CeleryWorker> All => _workers;

    /// <summary>Starts one worker and returns when it answers a ping. Skips the test when that Celery is not here.</summary>
    public async Task<CeleryWorker> StartAsync(CeleryWorkerOptions options, CancellationToken token)
    {
        var celery = await CeleryCommandAsync(options.Version, token);
        await WriteProjectAsync(token);
        var node = options.Name.Contains('@', StringComparison.Ordinal) ? options.Name : $"{options.Name}@{Dns.GetHostName()}";
        var mark = "WCT_MARK=" + Guid.NewGuid().ToString("N");
        List<string> command =
        [
            .. celery, "-A", "proj", "worker", "-n", node, "-P", options.Pool,
            "-c", options.Concurrency.ToString(CultureInfo.InvariantCulture), "-Q", options.Queues, "-l", "INFO", .. options.Extra,
        ];
        var environment = ProjectEnvironment(options.SettingsJson);
        environment["WCT_MARK"] = mark["WCT_MARK=".Length..];
        var file = $"worker{Interlocked.Increment(ref _started)}";
        var worker = new CeleryWorker(ChildProcess.Start(Directory, file, command, environment), mark, node, options);
        lock (_gate)
        {
            _workers.Add(worker);
        }

        await Until.TrueAsync(
            () =>
            {
                Assert.False(worker.HasExited, "the worker ended: " + worker.Output());
                return ValueTask.FromResult(worker.Output().Contains($"{node} ready.", StringComparison.Ordinal));
            },
            StartLimit,
            worker.Output,
            token);
        if (options.AwaitPing)
        {
            await Until.TrueAsync(() => PingAsync(node, token), StartLimit, () => $"{node} answers no ping; " + worker.Output(), token);
        }

        return worker;
    }

    /// <summary>Starts several workers at the same time.</summary>
    public async Task<IReadOnlyList<CeleryWorker>> StartAllAsync(CancellationToken token, params CeleryWorkerOptions[] options)
    {
        var started = new List<Task<CeleryWorker>>();
        foreach (var one in options)
        {
            started.Add(StartAsync(one, token));
        }

        return await Task.WhenAll(started);
    }

    /// <summary>Sends tasks from Debian's Celery: <c>CallAsync("sleep", "[10]", token, count: 3)</c>.</summary>
    /// <returns>Their task ids.</returns>
    public async Task<IReadOnlyList<string>> CallAsync(string task, string argsJson, CancellationToken token, int count = 1, string queue = "celery")
    {
        await CeleryCommandAsync(CeleryVersion.Debian, token);
        await WriteProjectAsync(token);
        const string Send = "import json,sys,proj; t,a,n,q=sys.argv[1:]; "
            + "[print(proj.app.send_task('proj.'+t, args=json.loads(a), queue=q)) for _ in range(int(n))]";
        var (code, stdout, stderr) = await ChildProcess.RunAsync(
            Directory,
            ["/usr/bin/python3", "-c", Send, task, argsJson, count.ToString(CultureInfo.InvariantCulture), queue],
            token,
            ProjectEnvironment("{}"));
        Assert.True(code == 0, stderr);
        return stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What <c>celery inspect WHAT --json</c> of Debian's Celery says: node name → answer. The second witness beside the console.</summary>
    public async Task<System.Text.Json.JsonElement> InspectAsync(string what, CancellationToken token)
    {
        var (_, stdout, stderr) = await ChildProcess.RunAsync(
            Directory, ["/usr/bin/python3", "/usr/bin/celery", "-A", "proj", "inspect", what, "--json"], token, ProjectEnvironment("{}"));
        Assert.True(stdout.StartsWith('{'), stderr + stdout);
        return System.Text.Json.JsonDocument.Parse(stdout).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        // A fork in a session of its own that bears a title (setproctitle writes it over the environment) shows no mark; all of them stand in this folder.
        foreach (var pid in StandingIn(Directory))
        {
            _ = WConsole.Drivers.Hosts.LibC.Kill(pid, 9);
        }

        _directory.Dispose();
    }

    /// <summary>Live processes whose working directory is this one.</summary>
    internal static IReadOnlyList<int> StandingIn(string directory) =>
    [
        .. System.IO.Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _) && Cwd(name!) == directory)
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)),
    ];

    private static string? Cwd(string pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The words that run that release's <c>celery</c>; makes the environment of the newest one when it is not there yet.</summary>
    public static async Task<IReadOnlyList<string>> CeleryCommandAsync(CeleryVersion version, CancellationToken token)
    {
        if (version == CeleryVersion.Debian)
        {
            Peer.Require("celery");
            return ["/usr/bin/python3", "/usr/bin/celery"];
        }

        var peers = Peer.RequireExtra("Celery 5.7");
        var cache = Path.Combine(Path.GetTempPath(), $"wconsole-peers-{Environment.UserName}");
        System.IO.Directory.CreateDirectory(cache);
        var home = Path.Combine(cache, "celery57");
        // The lock: test processes may run side by side, and making it again starts with removing it.
        var (code, _, stderr) = await ChildProcess.RunAsync(cache, ["/usr/bin/flock", home + ".lock", Path.Combine(peers, "python-peer"), "celery", home], token);
        Assert.True(code == 0, stderr);
        return [Path.Combine(home, "bin/python"), Path.Combine(home, "bin/celery")];
    }

    private Dictionary<string, string> ProjectEnvironment(string settings) => new()
    {
        ["PROJ_BROKER"] = redis.CeleryUrl(db, user, password),
        ["PROJ_SETTINGS"] = settings,
        ["PYTHONDONTWRITEBYTECODE"] = "1",
        // Root may run workers here; 5.2 refuses only pickle then, this silences the rest.
        ["C_FORCE_ROOT"] = "1",
        // Celery takes NO_COLOR for a boolean and does not start with the word that a test runner may set.
        ["NO_COLOR"] = "1",
    };

    private async Task WriteProjectAsync(CancellationToken token)
    {
        // Written aside and moved: workers that start at the same time must never read half of it.
        var half = _directory.File(Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(half, Project, token);
        File.Move(half, _directory.File("proj.py"), overwrite: true);
    }

    // The reply goes straight to a list, no binding needed (celery-redis §1.5, shortcut).
    private async ValueTask<bool> PingAsync(string node, CancellationToken token)
    {
        var list = "wct-ping-" + Guid.NewGuid().ToString("N");
        var body = JsonSerializer.Serialize(new
        {
            method = "ping",
            arguments = new { },
            destination = new[] { node },
            pattern = (string?)null,
            matcher = (string?)null,
            ticket = list,
            reply_to = new { exchange = "", routing_key = list },
        });
        var envelope = new Dictionary<string, object>
        {
            ["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)),
            ["content-type"] = "application/json",
            ["content-encoding"] = "utf-8",
            ["properties"] = new { delivery_tag = list, body_encoding = "base64" },
        };
        await redis.CliAsync(db, token, "PUBLISH", $"/{db}.celery.pidbox", JsonSerializer.Serialize(envelope));
        return (await redis.CliAsync(db, token, "BRPOP", list, "2")).Contains(list, StringComparison.Ordinal);
    }
}
