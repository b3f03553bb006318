using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Tells how many workers the roster leaves out: at first, and a few times a second at most when that changes. Any thread may use it.</summary>
internal sealed class CappedCount : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    private readonly SourceId _source;
    private readonly CeleryRoster _roster;
    private readonly IEventSink _sink;
    private readonly ITimer _timer;

    public CappedCount(SourceId source, CeleryRoster roster, IEventSink sink, TimeProvider time)
    {
        (_source, _roster, _sink) = (source, roster, sink);
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        roster.RefusedChanged = () => _timer.Change(Gather, Timeout.InfiniteTimeSpan);
        Tell();
    }

    public void Dispose()
    {
        _roster.RefusedChanged = null;
        _timer.Dispose();
    }

    private void Tell() => _sink.Post(new FleetEvent.WorkersCapped(_sink.Now, _source, _roster.Refused));
}
