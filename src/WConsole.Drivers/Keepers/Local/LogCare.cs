namespace WConsole.Drivers.Keepers.Local;

/// <summary>Keeps log files bounded while programs write to them: often while one grows fast, seldom otherwise.</summary>
internal sealed class LogCare(TimeProvider time, Func<IReadOnlyList<string>> inUse, Action<string> tell)
{
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            var busy = false;
            foreach (var path in inUse())
            {
                var length = LogBook.Length(path);
                busy |= length > LogBook.MostBytes / 4;
                if (length > LogBook.MostBytes && LogBook.Rotate(path) is { } problem && _told.Add(path))
                {
                    tell(problem);
                }
            }

            await Task.Delay(busy ? Often : Seldom, time, token);
        }
    }
}
