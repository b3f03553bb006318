using System.Collections.Immutable;
using WConsole.Fleet.Links;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>
/// The units of keepers, and which worker runs in each. Part of the store; one owner. Links are made anew only after something that they depend on changed,
/// and nothing at all is done while there is no unit.
/// </summary>
internal sealed class LinkBook
{
    private readonly Dictionary<(SourceId, string), Unit> _units = [];
    private readonly HashSet<SourceId> _reached = [];
    private LinkPicture _picture = LinkPicture.Nothing;
    private bool _stale;

    public void Seen(Unit unit)
    {
        _stale |= !_units.TryGetValue((unit.Source, unit.Id), out var before) || before != unit;
        _units[(unit.Source, unit.Id)] = unit;
    }

    public void Gone(SourceId source, string unit) => _stale |= _units.Remove((source, unit));

    public void Reach(SourceId source, bool connected) => _stale |= (connected ? _reached.Add(source) : _reached.Remove(source)) && _units.Count > 0;

    /// <summary>A worker changed, or is new (<paramref name="before"/> is null).</summary>
    public void Changed(Worker? before, Worker after) => _stale |= _units.Count > 0 && (before is null || Linker.Matters(before, after));

    public void Dropped() => _stale |= _units.Count > 0;

    /// <summary>Whether the row of this id stands for a worker that has a row already.</summary>
    public bool IsMerged(WorkerId id) => _picture.Merged.Contains(id);

    /// <summary>Which row an id of a unit's own stands for now; null when it is no such id.</summary>
    public IEnumerable<(WorkerId Alias, WorkerId Row)> Aliases()
    {
        foreach (var (row, link) in _picture.Links)
        {
            yield return (link.Unit.Row, row);
            yield return (OwnId(link.Unit), row);
        }

        foreach (var (row, link) in _picture.Alone)
        {
            yield return (OwnId(link.Unit), row);
        }
    }

    /// <summary>Links anew when that is due.</summary>
    /// <param name="workers">All rows; those that are only kept are passed over.</param>
    /// <returns>Null: nothing can have changed.</returns>
    public LinkPicture? Take(WorkerRows workers)
    {
        if (!_stale)
        {
            return null;
        }

        _stale = false;
        var reported = new List<Worker>(workers.Count);
        for (var i = 0; i < workers.Count; i++)
        {
            if (workers[i].Worker is { IsOnlyKept: false } worker)
            {
                reported.Add(worker);
            }
        }

        return _picture = Linker.Link(_units.Values, reported, _reached.Contains);
    }

    /// <summary>A worker with what is known of its keeper now; the same object when nothing changed.</summary>
    public static Worker With(Worker worker, LinkPicture picture)
    {
        var kept = (worker.IsOnlyKept ? picture.Alone : picture.Links).GetValueOrDefault(worker.Id);
        var disputes = picture.Disputes.GetValueOrDefault(worker.Id, ImmutableArray<string>.Empty);
        return kept == worker.Kept && disputes.AsSpan().SequenceEqual(worker.Disputes.AsSpan()) ? worker : worker with { Kept = kept, Disputes = disputes };
    }

    /// <summary>The row of a unit that nobody else reports.</summary>
    public static Worker Row(WorkerId id, KeeperLink link, TimeSpan at) =>
        new(id, link.Unit.Node ?? link.Unit.Id, link.Unit.HostName, link.Unit.Source, null, new WorkerSigns(at), [], new WorkerFacts()) { Kept = link, IsOnlyKept = true };

    private static WorkerId OwnId(Unit unit) => new(unit.Framework, unit.Source.Value, unit.Id);
}
