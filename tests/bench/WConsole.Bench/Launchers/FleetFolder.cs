using WConsole.Drivers.Hosts;

namespace WConsole.Bench.Launchers;

/// <summary>A private folder with the fleet's script, the moments that its programs wrote down, and a mark by which every process of it is known and ended.</summary>
internal sealed class FleetFolder : IDisposable
{
    private const string MarkName = "WCB_FLEET";

    private const string Script = """
        # fleet.sh KIND NAME
        : >"$WCB_STAMPS/$2"
        echo $$ >>"$WCB_STAMPS/$2.runs"
        case $1 in
        worker) n=0; while :; do n=$((n + 1)); echo "INFO [$2] job $n done"; sleep 1; done ;;
        silent) exec sleep 7119 ;;
        crash0) echo "no module named shop" >&2; exit 3 ;;
        crash5) sleep 5; exit 3 ;;
        slow) trap 'sleep 8; exit 0' TERM; while :; do sleep 0.2; done ;;
        forker)
          (trap '' TERM INT HUP; exec sleep 7120) &
          setsid sh -c 'trap "" TERM INT HUP; sleep 7121' &
          exec sleep 7119 ;;
        ready3) sleep 3; echo now ready; exec sleep 7119 ;;
        flood)
          while [ ! -e "$WCB_STAMPS/go" ]; do sleep 0.1; done
          : >"$WCB_STAMPS/begin"
          yes "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 01234567" 2>/dev/null | head -n 1000000
          : >"$WCB_STAMPS/end"
          exec sleep 7119 ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wcb-fleet-");
    private readonly ProcFs _proc = new();

    public FleetFolder()
    {
        Directory.CreateDirectory(Path("stamps"));
        File.WriteAllText(Path("fleet.sh"), Script);
    }

    public string Root => _folder.FullName;

    private string Mark { get; } = Guid.NewGuid().ToString("N");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string[] Command(FleetWorker worker) => ["/bin/sh", Path("fleet.sh"), worker.Kind, worker.Name];

    /// <summary>What every process of this fleet has in its environment; home and all folders of settings are this one.</summary>
    public Dictionary<string, string> Environment() => new()
    {
        [MarkName] = Mark,
        ["WCB_STAMPS"] = Path("stamps"),
        ["HOME"] = Root,
        ["XDG_CONFIG_HOME"] = Root,
        ["XDG_STATE_HOME"] = Root,
        ["XDG_RUNTIME_DIR"] = Root,
        ["XDG_DATA_HOME"] = Root,
        ["XDG_CACHE_HOME"] = Root,
        ["TERM"] = "xterm-256color",
        ["NO_COLOR"] = "",
    };

    /// <summary>Lets the flood begin.</summary>
    public void Go() => File.WriteAllText(Path("stamps/go"), "");

    /// <summary>When something was written down; null while it was not.</summary>
    public DateTime? Stamp(string name) => new FileInfo(Path($"stamps/{name}")) is { Exists: true } file ? file.LastWriteTimeUtc : null;

    /// <summary>How often a program was started.</summary>
    public int Runs(string name) => File.Exists(Path($"stamps/{name}.runs")) ? File.ReadAllLines(Path($"stamps/{name}.runs")).Length : 0;

    /// <summary>Waits until each of them ran its first statement.</summary>
    /// <returns>When the last one did; null when one never came.</returns>
    public async Task<DateTime?> AllStartedAsync(IReadOnlyList<FleetWorker> workers, CancellationToken token) =>
        await Waiting.UntilAsync(() => workers.All(w => Stamp(w.Name) is not null), TimeSpan.FromSeconds(20), token) ? workers.Max(w => Stamp(w.Name)) : null;

    /// <summary>Every living process with the mark.</summary>
    public IReadOnlyList<MarkedProcess> Marked()
    {
        var scan = _proc.Scan();
        return
        [
            .. scan.All.Where(e => scan.Environment(e.Pid)?.Contains($"{MarkName}={Mark}") == true)
                .Select(e => new MarkedProcess(e.Pid, e.Parent, [.. scan.CommandLine(e.Pid)])),
        ];
    }

    /// <summary>The main processes of these that live now; two where a program was doubled.</summary>
    public IReadOnlyList<int> Living(IReadOnlyList<FleetWorker> workers)
    {
        var names = workers.Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        var shells = Marked().Where(m => m.Words is ["/bin/sh", _, "worker", var name] && names.Contains(name)).ToDictionary(m => m.Pid);

        // A fork of one on its way to be a sleep looks like it.
        return [.. shells.Values.Where(m => !shells.ContainsKey(m.Parent)).Select(m => m.Pid)];
    }

    /// <summary>Ends what is left of it, each by its pid.</summary>
    public void End()
    {
        for (var round = 0; round < 5 && Marked() is { Count: > 0 } left; round++)
        {
            foreach (var process in left)
            {
                _ = LibC.Kill(process.Pid, 9);
            }
        }
    }

    public void Dispose()
    {
        End();
        _folder.Delete(recursive: true);
    }
}

/// <summary>A process of the fleet or of its launcher.</summary>
internal sealed record MarkedProcess(int Pid, int Parent, IReadOnlyList<string> Words);
