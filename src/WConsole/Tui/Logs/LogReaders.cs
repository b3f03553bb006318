using WConsole.Terminal.Widgets;
using WConsole.Tui.Screens;

namespace WConsole.Tui.Logs;

/// <summary>Reads the logs that screens of the stack show, and nothing that none shows. Owned by the screen's thread.</summary>
/// <param name="read">Reads one log until it is cancelled; null: nothing can read any.</param>
internal sealed class LogReaders(Func<LogWant, ILogIntake, CancellationToken, Task>? read, TimeProvider time, Action wake, Action<Task> own) : IDisposable
{
    private readonly Dictionary<LogBuffer, LogFeed> _feeds = [];

    /// <summary>Begins and ends reading, so that it fits what is shown.</summary>
    public void Fit(IEnumerable<Screen> stack)
    {
        var logs = stack.OfType<ILogReader>().Where(s => !s.Wants.IsEmpty).ToList();
        foreach (var (buffer, feed) in _feeds.Where(f => logs.All(l => l.Buffer != f.Key)).ToList())
        {
            feed.Dispose();
            _feeds.Remove(buffer);
        }

        foreach (var log in logs.Where(l => !_feeds.ContainsKey(l.Buffer)))
        {
            var feed = new LogFeed(time, wake);
            _feeds.Add(log.Buffer, feed);
            for (var i = 0; i < log.Wants.Length && read is not null; i++)
            {
                own(Read(log.Wants[i], feed.Intake((byte)i), feed.Stop));
            }
        }
    }

    /// <summary>Moves what was read into the screens' buffers.</summary>
    public void Drain()
    {
        foreach (var (buffer, feed) in _feeds)
        {
            feed.Drain(buffer);
        }
    }

    public void Dispose()
    {
        foreach (var feed in _feeds.Values)
        {
            feed.Dispose();
        }

        _feeds.Clear();
    }

    private async Task Read(LogWant want, ILogIntake intake, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => read!(want, intake, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
