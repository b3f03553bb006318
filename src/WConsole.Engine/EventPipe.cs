using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Engine;

/// <summary>
/// The one ordered way into the store, bounded in events and bytes. Any thread posts and never waits; one consumer drains.
/// One lane per admission class keeps dropping cheap; receive numbers put the lanes back into one order at the drain.
/// </summary>
public sealed class EventPipe(EngineClock clock, int maxEvents = 65_536, long maxBytes = 16L << 20) : IEventSink
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiting>[] _lanes = [new(), new(), new()];
    private readonly Dictionary<WorkerId, LinkedListNode<Waiting>> _beats = [];
    private readonly long[] _dropped = new long[3];
    private long _posted;
    private long _taken;
    private long _coalesced;
    private int _waiting;
    private long _bytes;

    /// <inheritdoc/>
    public TimeSpan Now => clock.Now;

    /// <summary>Rung when something was put into the empty pipe.</summary>
    internal Signal Filled { get; } = new();

    public PipeCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new PipeCounts(_posted, _taken, _coalesced, _dropped[0], _dropped[1], _dropped[2], _waiting, _bytes);
            }
        }
    }

    /// <inheritdoc/>
    public void Post(FleetEvent fleetEvent)
    {
        var size = EventSize.Of(fleetEvent);
        var rank = (int)Admission.ClassOf(fleetEvent);
        var beatOf = Admission.Replaces(fleetEvent);
        bool wasEmpty;
        lock (_gate)
        {
            _posted++;
            wasEmpty = _waiting == 0;
            if (beatOf is { } worker && _beats.TryGetValue(worker, out var older) && IsHalfFull())
            {
                Remove(older);
                _coalesced++;
            }

            if (!MakeRoom(rank, size))
            {
                _dropped[rank]++;
                return;
            }

            var node = _lanes[rank].AddLast(new Waiting(_posted, fleetEvent, size));
            _waiting++;
            _bytes += size;
            if (beatOf is { } id)
            {
                _beats[id] = node;
            }
        }

        if (wasEmpty)
        {
            Filled.Ring();
        }
    }

    /// <summary>Takes waiting events in receive order. Only one thread may drain.</summary>
    /// <param name="through">Every event up to this receive number has been taken, replaced or dropped after this drain.</param>
    /// <returns>How many were added to <paramref name="into"/>.</returns>
    public int Drain(List<FleetEvent> into, int most, out long through)
    {
        lock (_gate)
        {
            var count = 0;
            while (count < most && Oldest() is { } node)
            {
                into.Add(node.Value.Event);
                Remove(node);
                _taken++;
                count++;
            }

            through = Oldest() is { } next ? next.Value.Number - 1 : _posted;
            return count;
        }
    }

    // Replacing beats early keeps room for what nobody repeats; below half full every beat is told.
    private bool IsHalfFull() => _waiting >= maxEvents / 2 || _bytes >= maxBytes / 2;

    // What is dropped is the oldest of the cheapest class that waits, never something dearer than the newcomer.
    private bool MakeRoom(int rank, int size)
    {
        if (size > maxBytes)
        {
            return false;
        }

        while (_waiting >= maxEvents || _bytes + size > maxBytes)
        {
            var lane = 0;
            while (lane <= rank && _lanes[lane].Count == 0)
            {
                lane++;
            }

            if (lane > rank)
            {
                return false;
            }

            Remove(_lanes[lane].First!);
            _dropped[lane]++;
        }

        return true;
    }

    private LinkedListNode<Waiting>? Oldest()
    {
        LinkedListNode<Waiting>? oldest = null;
        foreach (var lane in _lanes)
        {
            if (lane.First is { } head && (oldest is null || head.Value.Number < oldest.Value.Number))
            {
                oldest = head;
            }
        }

        return oldest;
    }

    private void Remove(LinkedListNode<Waiting> node)
    {
        if (Admission.Replaces(node.Value.Event) is { } worker && _beats.TryGetValue(worker, out var latest) && latest == node)
        {
            _beats.Remove(worker);
        }

        node.List!.Remove(node);
        _waiting--;
        _bytes -= node.Value.Size;
    }

    private readonly record struct Waiting(long Number, FleetEvent Event, int Size);
}
