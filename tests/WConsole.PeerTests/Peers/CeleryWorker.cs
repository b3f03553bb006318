namespace WConsole.PeerTests.Peers;

/// <summary>One running worker of <see cref="CeleryWorkers"/>.</summary>
public sealed class CeleryWorker : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _mark;

    internal CeleryWorker(ChildProcess process, string mark, string nodeName, CeleryWorkerOptions options)
    {
        _process = process;
        _mark = mark;
        NodeName = nodeName;
        Options = options;
    }

    /// <summary>The main process.</summary>
    public int Pid => _process.Pid;

    /// <summary>The full node name, "w1@host".</summary>
    public string NodeName { get; }

    public CeleryWorkerOptions Options { get; }

    /// <summary>The log and the tracebacks of USR1.</summary>
    public string StderrPath => _process.StderrPath;

    public string StdoutPath => _process.StdoutPath;

    public bool HasExited => _process.HasExited;

    /// <summary>The exit code; only after <see cref="HasExited"/>.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it wrote so far.</summary>
    public string Output() => _process.Output();

    public Task WaitForExitAsync(CancellationToken token) => _process.WaitForExitAsync(token);

    /// <summary>SIGKILL to the main process and its children.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        foreach (var pid in Leftovers())
        {
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(pid);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It ended by itself meanwhile.
            }
        }
    }

    /// <summary>Live processes that descend from it, by the mark in their environment; pid and start time.</summary>
    /// <param name="spawnedOnly">Only what its task runs started.</param>
    public IEnumerable<(int Pid, long Start)> Family(bool spawnedOnly = false)
    {
        var proc = new WConsole.Drivers.Hosts.ProcFs();
        foreach (var pid in Leftovers())
        {
            if (proc.Look(pid) is WConsole.Drivers.Hosts.ProcessLook.Alive alive
                && (!spawnedOnly || alive.CommandLine.Any(a => a.Contains(CeleryWorkers.SpawnedSeconds, StringComparison.Ordinal)) || alive.ParentPid == 1))
            {
                yield return (pid, alive.StartTicks);
            }
        }
    }

    // Pool children whose main was killed by the test have another parent; the environment mark still tells whose they are.
    private IEnumerable<int> Leftovers()
    {
        foreach (var dir in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(dir), out var pid) && Environ(dir).Contains(_mark, StringComparison.Ordinal))
            {
                yield return pid;
            }
        }
    }

    private static string Environ(string dir)
    {
        try
        {
            return File.ReadAllText(Path.Combine(dir, "environ"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
