using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>What was asked over one connection of one source, and what is still being answered. Owned by the interest board's loop.</summary>
internal sealed class AskMemory(TimeSpan connectedAt, bool again)
{
    // By kind.
    private readonly TimeSpan?[] _all = new TimeSpan?[FactKinds.Count];
    private readonly bool[] _openAll = new bool[FactKinds.Count];
    private readonly Dictionary<WorkerId, TimeSpan>?[] _one = new Dictionary<WorkerId, TimeSpan>?[FactKinds.Count];
    private readonly HashSet<WorkerId>?[] _openOne = new HashSet<WorkerId>?[FactKinds.Count];

    public TimeSpan ConnectedAt => connectedAt;

    /// <summary>Whether there was an earlier connection in this run.</summary>
    public bool IsReconnect => again;

    public bool IsOpen(FactKind kind) => _openAll[(int)kind];

    public bool IsOpen(FactKind kind, WorkerId worker) => IsOpen(kind) || _openOne[(int)kind]?.Contains(worker) == true;

    public TimeSpan? LastAll(FactKind kind) => _all[(int)kind];

    public TimeSpan? LastOne(FactKind kind, WorkerId worker) => _one[(int)kind] is { } asked && asked.TryGetValue(worker, out var at) ? at : null;

    public void Begin(Ask ask, TimeSpan now)
    {
        var kind = (int)ask.Kind;
        if (ask.Targets is not { } workers)
        {
            _all[kind] = now;
            _openAll[kind] = true;
            return;
        }

        foreach (var worker in workers)
        {
            (_one[kind] ??= [])[worker] = now;
            (_openOne[kind] ??= []).Add(worker);
        }
    }

    public void End(Ask ask)
    {
        var kind = (int)ask.Kind;
        if (ask.Targets is not { } workers)
        {
            _openAll[kind] = false;
            return;
        }

        foreach (var worker in workers)
        {
            _openOne[kind]?.Remove(worker);
        }
    }
}
