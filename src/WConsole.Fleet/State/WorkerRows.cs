using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>The rows of workers, found by id. Part of the store; one owner.</summary>
internal sealed class WorkerRows
{
    private readonly PagedList<WorkerState> _rows = new();
    private readonly Dictionary<WorkerId, int> _index = [];
    private Dictionary<WorkerId, int>? _picture;

    public int Count => _rows.Count;

    public WorkerState this[int i]
    {
        get => _rows[i];
        set => _rows[i] = value;
    }

    public bool TryFind(WorkerId id, out int i) => _index.TryGetValue(id, out i);

    public bool Has(WorkerId id) => _index.ContainsKey(id);

    public int Add(Worker worker)
    {
        _index.Add(worker.Id, _rows.Count);
        _picture = null;
        _rows.Add(new WorkerState(worker, default, new HealthState(Health.Starting, ""), [], null, null));
        return _rows.Count - 1;
    }

    /// <summary>Removes a row; the last one takes its place.</summary>
    public void RemoveAt(int i)
    {
        _index.Remove(_rows[i].Worker.Id);
        _rows.RemoveAt(i);
        if (i < _rows.Count)
        {
            _index[_rows[i].Worker.Id] = i;
        }

        _picture = null;
    }

    /// <summary>Other ids find other rows from now on.</summary>
    public void AliasesChanged() => _picture = null;

    /// <param name="aliases">Further ids, each with the one of its row.</param>
    public Section<WorkerId, WorkerState> Picture(long version, IEnumerable<(WorkerId Alias, WorkerId Row)> aliases)
    {
        if (_picture is null)
        {
            _picture = new Dictionary<WorkerId, int>(_index);
            foreach (var (alias, row) in aliases)
            {
                if (_index.TryGetValue(row, out var i))
                {
                    _picture.TryAdd(alias, i);
                }
            }
        }

        return new Section<WorkerId, WorkerState>(version, _rows.Picture(), _picture);
    }
}
