using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Writes into the journal how things stand, and only what is different from its last line. Only the launcher's loop uses it.</summary>
internal sealed class LaunchMemory(LauncherFolder folder, LauncherWorld world, Action<string> tell) : IDisposable
{
    private readonly JournalFile _journal = new(folder.Journal);
    private readonly Dictionary<string, byte[]> _written = new(StringComparer.Ordinal);
    private bool _failed;

    /// <summary>What an earlier launcher wrote.</summary>
    public IReadOnlyList<JournalLine> Read() => JournalFile.Read(folder.Journal);

    /// <summary>Writes a change down. On disk when it returns, or told why not.</summary>
    public void Write(LaunchChange change, LaunchState state)
    {
        var lines = change.Groups.Select(g => new JournalLine.Group(g).Encode()).ToList();
        foreach (var kept in change.Programs)
        {
            var line = Line(kept).Encode();
            if (!_written.TryGetValue(kept.Id, out var last) || !last.AsSpan().SequenceEqual(line))
            {
                _written[kept.Id] = line;
                lines.Add(line);
            }
        }

        foreach (var id in change.Gone)
        {
            _written.Remove(id);
            lines.Add(new JournalLine.Gone(id).Encode());
        }

        lines.AddRange(change.GroupsGone.Select(name => new JournalLine.GroupGone(name).Encode()));
        Tell(_journal.Append(lines));
        if (_journal.IsLong)
        {
            Rewrite(state);
        }
    }

    /// <summary>Begins the journal anew with how everything stands.</summary>
    public void Rewrite(LaunchState state) => Tell(_journal.Rewrite(
    [
        new JournalLine.Begun(Environment.ProcessId, world.Proc.Brief(Environment.ProcessId) is ProcessLook.Alive me ? me.StartTicks : 0, world.Boot),
        .. state.Groups.Values.Select(g => new JournalLine.Group(g)),
        .. state.InOrder.Select(Line),
    ]));

    public void Dispose() => _journal.Dispose();

    /// <summary>How a program is written down.</summary>
    internal static JournalLine.Program Line(KeptProgram kept) => new(kept.Program.Group, kept.Program.Index, kept.Program.Port, kept.Leaves, kept.Outdated, kept.RestartsNext, kept.State);

    private void Tell(string? problem)
    {
        if (problem is not null && !_failed)
        {
            tell($"{problem}; the programs run on, and are found again by the mark in their environment");
        }

        _failed = problem is not null;
    }
}
