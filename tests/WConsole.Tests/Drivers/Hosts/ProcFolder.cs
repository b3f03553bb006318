namespace WConsole.Tests.Drivers.Hosts;

/// <summary>A folder that looks like /proc, as far as the trees of processes need it.</summary>
internal sealed class ProcFolder : IDisposable
{
    public ProcFolder() => File.WriteAllText(Path.Combine(Root, "stat"), "cpu 1 2 3\nbtime 1700000000\n");

    public string Root { get; } = Directory.CreateTempSubdirectory("wct-proc-").FullName;

    /// <summary>Adds a process, or replaces the one with that pid.</summary>
    /// <param name="files">What its descriptors are, from 0 on; with a plus before it: opened for appending.</param>
    public ProcFolder Put(
        int pid, int parent, long start, int? group = null, int? session = null, string command = "sleep 100", string[]? environment = null,
        string[]? files = null, string cgroup = "/", char state = 'S')
    {
        End(pid);
        var folder = Directory.CreateDirectory(Path.Combine(Root, $"{pid}")).FullName;
        File.WriteAllText(Path.Combine(folder, "stat"), $"{pid} (a b) {state} {parent} {group ?? pid} {session ?? pid} 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 {start} 0 0\n");
        File.WriteAllText(Path.Combine(folder, "cmdline"), string.Join('\0', command.Split(' ')) + "\0");
        File.WriteAllText(Path.Combine(folder, "environ"), string.Concat((environment ?? []).Select(v => v + "\0")));
        File.WriteAllText(Path.Combine(folder, "cgroup"), $"0::{cgroup}\n");
        var fd = Directory.CreateDirectory(Path.Combine(folder, "fd")).FullName;
        foreach (var (target, i) in (files ?? ["/dev/null"]).Select((f, i) => (f, i)))
        {
            File.CreateSymbolicLink(Path.Combine(fd, $"{i}"), target.TrimStart('+'));
            Directory.CreateDirectory(Path.Combine(folder, "fdinfo"));
            File.WriteAllText(Path.Combine(folder, "fdinfo", $"{i}"), $"pos:\t0\nflags:\t{(target.StartsWith('+') ? "0102001" : "0100000")}\nmnt_id:\t1\n");
        }

        return this;
    }

    public ProcFolder End(int pid)
    {
        if (Path.Combine(Root, $"{pid}") is var folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
