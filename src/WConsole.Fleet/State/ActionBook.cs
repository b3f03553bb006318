using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>The actions of this run, oldest first, bounded. Part of the store; one owner.</summary>
internal sealed class ActionBook(int kept)
{
    private readonly Dictionary<WorkerId, ActionRun> _current = [];
    private ImmutableArray<ActionRun> _runs = [];

    public void Put(ActionRun run)
    {
        var i = -1;
        for (var k = _runs.Length - 1; k >= 0 && i < 0; k--)
        {
            i = _runs[k].Id == run.Id ? k : -1;
        }

        _runs = i >= 0 ? _runs.SetItem(i, run) : _runs.Add(run);
        if (_runs.Length > kept)
        {
            // The oldest that has ended goes; one under way is never forgotten.
            var oldest = _runs.FirstOrDefault(r => r.Ended);
            _runs = oldest is null ? _runs : _runs.Remove(oldest);
        }

        if (!run.Ended)
        {
            _current[run.Target] = run;
        }
        else if (_current.TryGetValue(run.Target, out var current) && current.Id == run.Id)
        {
            _current.Remove(run.Target);
            if (_runs.LastOrDefault(r => r.Target == run.Target && !r.Ended) is { } other)
            {
                _current[run.Target] = other;
            }
        }
    }

    /// <summary>The action under way on a worker; null when none.</summary>
    public ActionRun? Current(WorkerId worker) => _current.GetValueOrDefault(worker);

    public ImmutableArray<ActionRun> Picture() => _runs;
}
