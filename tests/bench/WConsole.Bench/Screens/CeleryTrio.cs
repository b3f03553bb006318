using System.Diagnostics;
using System.Net;
using WConsole.Bench.Redis;

namespace WConsole.Bench.Screens;

/// <summary>Three real Celery workers: prefork, threads, solo. Killed by their pids.</summary>
internal sealed class CeleryTrio : IDisposable
{
    private const string Project = """
        import os, time
        from celery import Celery

        app = Celery('proj', broker=os.environ['PROJ_BROKER'])
        app.conf.update(task_ignore_result=True, broker_connection_retry_on_startup=True)

        @app.task
        def sleep(seconds):
            time.sleep(seconds)
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wcb-celery-");
    private readonly List<Process> _workers = [];
    private readonly IReadOnlyList<string> _celery;
    private readonly Dictionary<string, string> _environment;

    private CeleryTrio(IReadOnlyList<string> celery, BenchServer server)
    {
        _celery = celery;
        Broker = $"redis://127.0.0.1:{server.Port}/0";
        _environment = new() { ["PROJ_BROKER"] = Broker, ["C_FORCE_ROOT"] = "1", ["PYTHONDONTWRITEBYTECODE"] = "1", ["NO_COLOR"] = "1" };
    }

    public string Broker { get; }

    public static IReadOnlyList<string> Names { get; } = [.. ((string[])["mail", "pictures", "reports"]).Select(n => $"{n}@{Dns.GetHostName()}")];

    /// <summary>Starts three and returns when all three are ready.</summary>
    public static async Task<CeleryTrio> StartAsync(IReadOnlyList<string> celery, BenchServer server, CancellationToken token)
    {
        var trio = new CeleryTrio(celery, server);
        try
        {
            await trio.StartAsync(token);
            return trio;
        }
        catch
        {
            trio.Dispose();
            throw;
        }
    }

    /// <summary><c>celery -A proj status</c>, the tool that an operator has today.</summary>
    public Task<(double Ms, int Code, string Out, string Error)> StatusAsync(CancellationToken token) =>
        Timed.RunAsync([.. _celery, "-A", "proj", "status"], _folder.FullName, _environment, token);

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            if (!worker.HasExited)
            {
                worker.Kill(entireProcessTree: true);
                worker.WaitForExit();
            }

            worker.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task StartAsync(CancellationToken token)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "proj.py"), Project, token);
        foreach (var (name, pool) in Names.Zip(["prefork", "threads", "solo"]))
        {
            // exec: the shell only sends the log to a file.
            var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >>workers.log 2>&1", "sh", .. _celery, "-A", "proj", "worker", "-n", name, "-P", pool, "-c", "2", "-l", "INFO"])
            {
                WorkingDirectory = _folder.FullName,
            };
            foreach (var (key, value) in _environment)
            {
                start.Environment[key] = value;
            }

            _workers.Add(Process.Start(start)!);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        while (!Names.All(Log().Contains))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }

    // The names of those that said that they are ready.
    private HashSet<string> Log()
    {
        var file = Path.Combine(_folder.FullName, "workers.log");
        return File.Exists(file)
            ? [.. File.ReadLines(file).Where(l => l.EndsWith(" ready.", StringComparison.Ordinal)).Select(l => l.Split(' ')[^2])]
            : [];
    }
}
