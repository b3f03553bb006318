using System.Collections.Concurrent;
using System.Text;
using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

/// <summary>Following a file through growth, emptying and rotation.</summary>
public sealed class FileTailTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("wct-tail-").FullName, "log");
    private readonly StringBuilder _read = new();
    private readonly ConcurrentQueue<string> _notes = [];
    private readonly SemaphoreSlim _news = new(0);

    [Fact(Timeout = 30_000)]
    public async Task What_is_there_is_old_and_what_comes_is_new()
    {
        File.WriteAllText(_path, "old\n");
        await using var tail = Follow();
        await SeesAsync("<old\n");
        File.AppendAllText(_path, "new é\n");
        await SeesAsync("<old\n>new é\n");
    }

    [Fact(Timeout = 30_000)]
    public async Task Of_a_long_file_only_the_end_is_read_from_a_whole_line_on()
    {
        File.WriteAllText(_path, string.Concat(Enumerable.Range(0, 1000).Select(i => $"line {i:0000}\n")));
        await using var tail = Follow(window: 25);
        await SeesAsync("<line 0998\nline 0999\n");
        Assert.Contains(_notes, n => n.Contains("its last", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_emptied_file_is_read_from_its_start()
    {
        File.WriteAllText(_path, "a long old text\n");
        await using var tail = Follow();
        await SeesAsync("<a long old text\n");
        File.WriteAllText(_path, "new\n");
        await SeesAsync("new\n");
        Assert.Contains($"{_path} was emptied", _notes);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_rotated_file_is_read_to_its_end_before_the_new_one()
    {
        File.WriteAllText(_path, "one\n");
        await using var tail = Follow();
        await SeesAsync("<one\n");
        File.AppendAllText(_path, "two\n");
        File.Move(_path, _path + ".1");
        File.WriteAllText(_path, "three\n");
        await SeesAsync("three\n");
        Assert.Equal("onetwothree", _read.ToString().Replace("\n", "", StringComparison.Ordinal).Replace("<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal));
        Assert.Contains($"{_path} was replaced by a new file", _notes);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_that_is_not_there_is_said_once_and_waited_for()
    {
        await using var tail = Follow();
        await UntilAsync(() => !_notes.IsEmpty);
        File.WriteAllText(_path, "here\n");
        await SeesAsync("here\n");
        Assert.Single(_notes);
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_falls_too_far_behind_skips_to_the_newest()
    {
        File.WriteAllText(_path, "first\n");
        await using var tail = Follow(most: 1000);
        await SeesAsync("<first\n");
        // All at once: of what is written in pieces the follower may see each.
        using (var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(20_000_000);
            file.Seek(0, SeekOrigin.End);
            file.Write("\nlast\n"u8);
        }

        await SeesAsync("last\n");
        Assert.InRange(_read.Length, 1, 5_000);
        Assert.Contains(_notes, n => n.Contains("skipped", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    private Running Follow(long window = 1 << 20, long most = 1 << 24)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var work = new FileTail(TimeProvider.System).RunAsync(_path, window, most, Take, Say, stop.Token);
        return new Running(stop, work);
    }

    private ValueTask Take(ReadOnlyMemory<byte> bytes, bool isOld)
    {
        lock (_read)
        {
            var text = Encoding.UTF8.GetString(bytes.Span);
            _read.Append(isOld ? '<' : '>').Append(text);
        }

        _news.Release();
        return ValueTask.CompletedTask;
    }

    private void Say(string note)
    {
        _notes.Enqueue(note);
        _news.Release();
    }

    private Task SeesAsync(string end) => UntilAsync(() =>
    {
        lock (_read)
        {
            return _read.ToString().EndsWith(end, StringComparison.Ordinal);
        }
    });

    private async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await _news.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private sealed class Running(CancellationTokenSource stop, Task work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
            stop.Dispose();
        }
    }
}
