namespace WConsole.Sample;

/// <summary>The slots of a sample worker and what each executes. Not thread safe.</summary>
internal sealed class SamplePool(int size)
{
    /// <summary>Resizing stops here.</summary>
    public const int MostSlots = 64;

    private readonly List<(SampleJob Job, TimeSpan Begun, TimeSpan Ends)> _running = [];

    public int Size { get; private set; } = size;

    public long Done { get; private set; }

    public long Failed { get; private set; }

    /// <summary>Whether it takes no more jobs.</summary>
    public bool Draining { get; set; }

    public IReadOnlyList<(SampleJob Job, TimeSpan Begun, TimeSpan Ends)> Running => _running;

    public bool HasRoom => !Draining && _running.Count < Size;

    public void Begin(SampleJob job, TimeSpan now) => _running.Add((job, now, now + job.Takes));

    /// <summary>Takes out and counts what has ended by now.</summary>
    public IReadOnlyList<SampleJob> Finish(TimeSpan now)
    {
        var ended = _running.Where(r => r.Ends <= now).Select(r => r.Job).ToList();
        _running.RemoveAll(r => r.Ends <= now);
        Done += ended.Count(j => !j.Fails);
        Failed += ended.Count(j => j.Fails);
        return ended;
    }

    /// <summary>One slot more or fewer; a busy one goes when its job has ended.</summary>
    public void Resize(int by) => Size = Math.Clamp(Size + by, 1, MostSlots);
}
