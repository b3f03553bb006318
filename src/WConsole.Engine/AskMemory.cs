using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>What was asked over one connection of one source, and what is still being answered. Owned by the interest board's loop.</summary>
internal sealed class AskMemory(TimeSpan connectedAt, bool again)
{
    private readonly Dictionary<FactKind, TimeSpan> _all = [];
    private readonly Dictionary<(FactKind, WorkerId), TimeSpan> _one = [];
    private readonly HashSet<FactKind> _openAll = [];
    private readonly HashSet<(FactKind, WorkerId)> _openOne = [];

    public TimeSpan ConnectedAt => connectedAt;

    /// <summary>Whether there was an earlier connection in this run.</summary>
    public bool IsReconnect => again;

    public bool IsOpen(FactKind kind) => _openAll.Contains(kind);

    public bool IsOpen(FactKind kind, WorkerId worker) => _openAll.Contains(kind) || _openOne.Contains((kind, worker));

    public TimeSpan? LastAll(FactKind kind) => _all.TryGetValue(kind, out var at) ? at : null;

    public TimeSpan? LastOne(FactKind kind, WorkerId worker) => _one.TryGetValue((kind, worker), out var at) ? at : null;

    public void Begin(Ask ask, TimeSpan now)
    {
        if (ask.Targets is not { } workers)
        {
            _all[ask.Kind] = now;
            _openAll.Add(ask.Kind);
            return;
        }

        foreach (var worker in workers)
        {
            _one[(ask.Kind, worker)] = now;
            _openOne.Add((ask.Kind, worker));
        }
    }

    public void End(Ask ask)
    {
        if (ask.Targets is not { } workers)
        {
            _openAll.Remove(ask.Kind);
            return;
        }

        foreach (var worker in workers)
        {
            _openOne.Remove((ask.Kind, worker));
        }
    }
}
