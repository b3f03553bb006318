using System.Collections.Immutable;

namespace WConsole.Engine;

/// <summary>Who wants to hear that there is a newer picture. A callback that throws is a bug: logged, and the others are still called.</summary>
internal sealed class Listeners(Action<string> log)
{
    private ImmutableArray<Entry> _entries = [];

    public IDisposable Add(Action changed, bool visibleOnly)
    {
        var entry = new Entry(this, changed, visibleOnly);
        ImmutableInterlocked.Update(ref _entries, static (all, e) => all.Add(e), entry);
        return entry;
    }

    public void Call(bool visible)
    {
        foreach (var entry in _entries)
        {
            if (entry.VisibleOnly && !visible)
            {
                continue;
            }

#pragma warning disable CA1031 // An edge: the writer must outlive a listener's bug.
            try
            {
                entry.Changed();
            }
            catch (Exception e)
            {
                log($"a listener of the fleet's picture failed: {e}");
            }
#pragma warning restore CA1031
        }
    }

    private sealed class Entry(Listeners owner, Action changed, bool visibleOnly) : IDisposable
    {
        public Action Changed => changed;

        public bool VisibleOnly => visibleOnly;

        public void Dispose() => ImmutableInterlocked.Update(ref owner._entries, static (all, e) => all.Remove(e), this);
    }
}
