using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Counts messages that could not be decoded and tells the sink a few times a second at most, none forgotten. Any thread may use it.</summary>
internal sealed class MalformedCount : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    private readonly SourceId _source;
    private readonly IEventSink _sink;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _count;
    private string _example = "";

    public MalformedCount(SourceId source, IEventSink sink, TimeProvider time)
    {
        _source = source;
        _sink = sink;
        _timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(string why, int count = 1)
    {
        if (count <= 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_count == 0)
            {
                _example = Secrets.Mask(why);
                _timer.Change(Gather, Timeout.InfiniteTimeSpan);
            }

            _count += count;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Tell();
    }

    private void Tell()
    {
        long count;
        string example;
        lock (_gate)
        {
            (count, example, _count) = (_count, _example, 0);
        }

        if (count > 0)
        {
            _sink.Post(new FleetEvent.Malformed(_sink.Now, _source, count, example));
        }
    }
}
