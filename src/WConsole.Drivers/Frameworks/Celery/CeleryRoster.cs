using System.Collections.Immutable;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>All node names that a source knows. Any thread may use it; its size is bounded: who was silent for long makes room for who is heard, and what is over it is counted.</summary>
internal sealed class CeleryRoster(SourceId source, string idSource, int most)
{
    // Of names that are merely remembered, no answer is expected any more after this.
    private static readonly TimeSpan Expected = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterGoodbye = TimeSpan.FromSeconds(10);

    // Each look for room goes through all of them.
    private static readonly TimeSpan RoomEvery = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, CeleryNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _refused = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private TimeSpan _nextRoom;

    /// <summary>Called, outside of any lock, when <see cref="Refused"/> has changed.</summary>
    public Action? RefusedChanged { get; set; }

    /// <summary>Names that were seen and not kept, because the roster is full.</summary>
    public int Refused
    {
        get
        {
            lock (_gate)
            {
                return _refused.Count;
            }
        }
    }

    /// <summary>Changes what is known of a node, new or not; null when the roster is full.</summary>
    public CeleryNode? Put(string name, Func<CeleryNode, CeleryNode> change)
    {
        CeleryNode? node;
        bool changed;
        lock (_gate)
        {
            if (_nodes.TryGetValue(name, out var known))
            {
                return _nodes[name] = change(known);
            }

            var refused = _refused.Count;
            node = change(new CeleryNode(RefOf(name)));
            if (_nodes.Count < most || MakeRoom(node))
            {
                _nodes[name] = node;
                _refused.Remove(name);
            }
            else
            {
                // Bounded as well: a flood of names must not be remembered one by one for ever.
                if (_refused.Count < most || _refused.ContainsKey(name))
                {
                    _refused[name] = node.HeardAt ?? node.ListedAt ?? default;
                }

                node = null;
            }

            changed = _refused.Count != refused;
        }

        if (changed)
        {
            RefusedChanged?.Invoke();
        }

        return node;
    }

    public CeleryNode? Find(string name)
    {
        lock (_gate)
        {
            return _nodes.GetValueOrDefault(name);
        }
    }

    /// <summary>The node that a worker id stands for, known or not; null when the id is not of this source.</summary>
    public CeleryNode? Find(WorkerId id) =>
        id.Framework == CeleryProfile.Id && id.Source == idSource ? Find(id.Place) ?? new CeleryNode(RefOf(id.Place)) : null;

    public ImmutableArray<CeleryNode> All()
    {
        lock (_gate)
        {
            return [.. _nodes.Values];
        }
    }

    /// <summary>Those from whom an answer to a broadcast is expected: registered, or heard of late and not gone.</summary>
    public ImmutableArray<CeleryNode> ExpectedAt(TimeSpan now)
    {
        lock (_gate)
        {
            var expected = ImmutableArray.CreateBuilder<CeleryNode>(_nodes.Count);
            foreach (var node in _nodes.Values)
            {
                if ((node.OfflineAt is not { } goodbye || now - goodbye < AfterGoodbye) && (Recent(node.HeardAt, now) || Recent(node.ListedAt, now)))
                {
                    expected.Add(node);
                }
            }

            return expected.ToImmutable();
        }
    }

    // Names that are used once (pods, hosts that come and go) would fill it for ever. Who is merely listed takes nobody's place.
    private bool MakeRoom(CeleryNode newcomer)
    {
        if (newcomer.HeardAt is not { } now || now < _nextRoom)
        {
            return false;
        }

        var silent = _nodes.Values.Where(n => !Recent(n.HeardAt, now) && n.Proven is null).Select(n => n.Name).ToList();
        silent.ForEach(n => _nodes.Remove(n));
        _refused.Where(r => !Recent(r.Value, now)).Select(r => r.Key).ToList().ForEach(n => _refused.Remove(n));
        _nextRoom = now + RoomEvery;
        return silent.Count > 0;
    }

    private static bool Recent(TimeSpan? at, TimeSpan now) => at is { } t && now - t < Expected;

    private WorkerRef RefOf(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return new WorkerRef(new WorkerId(CeleryProfile.Id, idSource, name), name, at >= 0 && at + 1 < name.Length ? name[(at + 1)..] : null, source);
    }
}
