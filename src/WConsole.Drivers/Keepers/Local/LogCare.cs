namespace WConsole.Drivers.Keepers.Local;

/// <summary>Keeps log files bounded while programs write to them: often while one grows fast, seldom otherwise.</summary>
internal sealed class LogCare(TimeProvider time, Func<IReadOnlyList<string>> inUse, Action<string> tell)
{
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private Dictionary<string, (long Length, long At)> _noted = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            var busy = false;
            var noted = new Dictionary<string, (long Length, long At)>(StringComparer.Ordinal);
            foreach (var path in inUse())
            {
                var length = LogBook.Length(path);
                busy |= length > LogBook.MostBytes / 4;
                noted[path] = Note(path, length);
                if (length > LogBook.MostBytes)
                {
                    var problem = LogBook.Rotate(path);
                    LogBook.NoteTime(path, time.GetUtcNow(), 0, anew: true);
                    noted[path] = (0, time.GetTimestamp());
                    if (problem is not null && _told.Add(path))
                    {
                        tell(problem);
                    }
                }
            }

            _noted = noted;
            await Task.Delay(busy ? Often : Seldom, time, token);
        }
    }

    private (long Length, long At) Note(string path, long length)
    {
        var known = _noted.TryGetValue(path, out var last);
        if (known && (length == last.Length || time.GetElapsedTime(last.At) < NoteEvery))
        {
            return last;
        }

        LogBook.NoteTime(path, time.GetUtcNow(), known ? length : 0, anew: false);
        return (known ? length : 0, time.GetTimestamp());
    }
}
