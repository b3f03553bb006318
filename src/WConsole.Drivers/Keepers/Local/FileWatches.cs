using System.Globalization;
using System.Threading.Channels;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Looks after the files of groups that want a warm restart when one changes: by inotify, or by looking once a second where that does not work. Told once
/// nothing has changed for the group's quiet time. Only the launcher's loop uses it.
/// </summary>
/// <param name="changed">Group, and a file that changed; nothing more is told of the group until that is taken.</param>
internal sealed class FileWatches(TimeProvider time, Func<string, string, CancellationToken, Task> changed, Action<string> tell) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (WorkerGroup Group, CancellationTokenSource Stop)> _open = new(StringComparer.Ordinal);

    /// <summary>Watches what these groups want, and nothing else.</summary>
    public void Fit(IEnumerable<WorkerGroup> groups)
    {
        var wanted = groups.Where(g => g.Watch is { Globs.Count: > 0 } && g.Replicas > 0).ToDictionary(g => g.Name, StringComparer.Ordinal);
        foreach (var (name, open) in _open.ToList())
        {
            if (!wanted.TryGetValue(name, out var now) || !ReferenceEquals(now, open.Group))
            {
                open.Stop.Cancel();
                open.Stop.Dispose();
                _open.Remove(name);
            }
        }

        foreach (var group in wanted.Values.Where(g => !_open.ContainsKey(g.Name)))
        {
            var stop = new CancellationTokenSource();
            _open[group.Name] = (group, stop);
            _ = RunAsync(group, group.Watch!, stop.Token);
        }
    }

    public void Dispose() => Fit([]);

    private async Task RunAsync(WorkerGroup group, WatchRule rule, CancellationToken token)
    {
        var globs = new FileGlob(rule.Globs);
        var signs = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var notices = rule.Backend == WatchBackend.Poll ? null : Notices(group, globs, path => signs.Writer.TryWrite(path));
        try
        {
            var seen = notices is null ? Pictures(group.WorkingDirectory, globs) : [];
            while (true)
            {
                if (await NextAsync(Look) is not { } file)
                {
                    continue;
                }

                // Editors and version control write many files: quiet first.
                while (await NextAsync(rule.Debounce, quiet: true) is not null)
                {
                }

                await changed(group.Name, file, token);
            }

            async Task<string?> NextAsync(TimeSpan pause, bool quiet = false)
            {
                if (notices is not null && !quiet)
                {
                    return await signs.Reader.ReadAsync(token);
                }

                await Task.Delay(pause, time, token);
                if (notices is not null)
                {
                    return signs.Reader.TryRead(out var more) ? more : null;
                }

                var now = Pictures(group.WorkingDirectory, globs);
                var file = now.Keys.Concat(seen.Keys).FirstOrDefault(f => !now.TryGetValue(f, out var a) || !seen.TryGetValue(f, out var b) || a != b);
                seen = now;
                return file;
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it any more.
        }
    }

    private FileSystemWatcher? Notices(WorkerGroup group, FileGlob globs, Action<string> see)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(group.WorkingDirectory) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, e) => See(e.FullPath);
            watcher.Created += (_, e) => See(e.FullPath);
            watcher.Deleted += (_, e) => See(e.FullPath);
            watcher.Renamed += (_, e) => See(e.FullPath);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
            tell(string.Create(CultureInfo.InvariantCulture, $"{group.Name}: files cannot be watched by inotify ({e.Message}): they are looked at every {Look.TotalSeconds:0} s"));
            return null;
        }

        void See(string path)
        {
            if (globs.Fits(Path.GetRelativePath(group.WorkingDirectory, path)))
            {
                see(path);
            }
        }
    }

    private static Dictionary<string, (DateTime, long)> Pictures(string root, FileGlob globs)
    {
        const int Most = 20_000;
        var found = new Dictionary<string, (DateTime, long)>(StringComparer.Ordinal);
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
            foreach (var file in new DirectoryInfo(root).EnumerateFiles("*", options).Where(f => globs.Fits(Path.GetRelativePath(root, f.FullName))).Take(Most))
            {
                found[file.FullName] = (file.LastWriteTimeUtc, file.Length);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Changing under the look: the next one sees it.
        }

        return found;
    }
}
