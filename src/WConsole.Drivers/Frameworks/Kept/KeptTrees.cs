using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>The process trees of kept programs: the launcher's mark in their environment names them. Any thread may use it.</summary>
internal sealed class KeptTrees(ProcFs proc)
{
    // The launcher's own mark is what counts; no framework's.
    private static readonly TreeMarks Marks = new([], _ => false);

    private readonly Dictionary<string, TreeMemory> _memories = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public ProcessTree Look(string id, ProgramProcess process)
    {
        lock (_gate)
        {
            var scan = proc.Scan();
            if (!_memories.TryGetValue(id, out var memory) || memory.Root.Pid != process.Pid || memory.Root.StartTicks != process.StartTicks)
            {
                if (TreeRoot.Read(scan, process.Pid, process.StartTicks, Marks) is not { } root)
                {
                    return ProcessTree.Nothing;
                }

                _memories[id] = memory = new TreeMemory(root, Marks, Environment.ProcessId);
            }

            var found = memory.Look(scan, []);
            return new ProcessTree(found.MainLives ? found.Processes : [], found.MainLives ? [] : found.Processes, [.. found.Doubts]);
        }
    }
}
