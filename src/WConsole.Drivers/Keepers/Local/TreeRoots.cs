using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>By what the tree of each program is known: noted while its main process lives, since after that nobody can tell. Only the launcher's loop uses it.</summary>
internal sealed class TreeRoots(ProgramStarter starter)
{
    private readonly Dictionary<string, TreeRoot> _roots = new(StringComparer.Ordinal);

    public void Note(LaunchChange change)
    {
        foreach (var kept in change.Programs)
        {
            if (kept.State.Process is { } process && !(_roots.TryGetValue(kept.Id, out var root) && root.Pid == process.Pid && root.StartTicks == process.StartTicks))
            {
                _roots[kept.Id] = Root(kept);
            }
        }

        foreach (var id in change.Gone)
        {
            _roots.Remove(id);
        }
    }

    public TreeRoot Of(KeptProgram kept) => kept.State.Process is null && _roots.TryGetValue(kept.Id, out var root) ? root : Root(kept);

    private TreeRoot Root(KeptProgram kept) => starter.Root(kept.Id, kept.State.Run, kept.State.Process?.Pid ?? -1, kept.State.Process?.StartTicks ?? 0);
}
