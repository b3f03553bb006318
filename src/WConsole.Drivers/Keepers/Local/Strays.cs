using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Main processes that bear this launcher's mark and that its memory knows nothing of. Only the launcher's loop uses it.</summary>
internal sealed class Strays(LaunchCore core, ChildWatch children, ProcFs proc, Action<string> tell)
{
    private readonly Dictionary<string, (int Run, ProgramProcess Process)> _found = new(StringComparer.Ordinal);

    public void Add(string id, int run, ProgramProcess process) => _found[id] = (run, process);

    /// <summary>Adopts those of a group, now that somebody says what they are.</summary>
    public void Adopt(LaunchEvent.Declared declared)
    {
        foreach (var program in declared.Replicas)
        {
            if (_found.Remove(program.Id, out var stray) && proc.IsAlive(stray.Process.Pid, stray.Process.StartTicks))
            {
                core.Happened(program.Id, new ProgramEvent.Adopted(stray.Run, stray.Process));
                children.Add(program.Id, stray.Process.Pid, stray.Process.StartTicks);
                tell($"{program.Id}: 1 adopted");
            }
        }
    }
}
