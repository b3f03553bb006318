namespace WConsole.Drivers.Keepers.Local;

/// <summary>Keeps log files bounded while programs write to them: often while one grows fast, seldom otherwise. Tells when their disk is nearly full.</summary>
/// <param name="free">Bytes left for this user on the disk of the logs; null: not known.</param>
internal sealed class LogCare(TimeProvider time, Func<IReadOnlyList<string>> inUse, Func<long?> free, Action<string> tell)
{
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private const long Little = 64 * 1024 * 1024;

    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private bool _toldLittle;
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
            Disk();
            await Task.Delay(busy ? Often : Seldom, time, token);
        }
    }

    private void Disk()
    {
        if (free() is not { } left)
        {
            return;
        }

        if (left < Little && !_toldLittle)
        {
            tell($"only {left / 1024 / 1024} MB are left on the disk of the logs: when it is full, output is lost and programs may fail to write; make room");
        }

        // Not again for every megabyte up and down.
        _toldLittle = left < Little || (_toldLittle && left < 2 * Little);
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
