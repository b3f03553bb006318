namespace WConsole.Drivers.Hosts;

/// <summary>
/// Follows a file: first its end, then whatever it gains, until it is cancelled. A file that shrank was emptied (copytruncate) and is read from its beginning; another file
/// under the same name (rotation) is gone over to once the old one is read to its end. Never throws but for cancellation.
/// </summary>
public sealed class FileTail(TimeProvider time)
{
    private const int Chunk = 64 * 1024;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(150);

    // Of a file that gained nothing for 2 s, and for 7 s: each look wakes a processor, and four threads one after the other.
    private static readonly TimeSpan QuietStep = TimeSpan.FromMilliseconds(450);
    private static readonly TimeSpan StillStep = TimeSpan.FromSeconds(1);
    private const int StepsUntilQuiet = 12;
    private const int StepsUntilStill = 24;

    /// <param name="window">So much of what is there already is read: the last bytes.</param>
    /// <param name="most">Who falls further behind than this skips on: what is newest counts.</param>
    /// <param name="take">Gets bytes in order, and whether they were there before; slow takers slow only the reading.</param>
    /// <param name="say">Gets one line whenever something is to be known: skipped, rotated, gone, unreadable.</param>
    public async Task RunAsync(string path, long window, long most, Func<ReadOnlyMemory<byte>, bool, ValueTask> take, Action<string> say, CancellationToken cancellationToken)
    {
        var buffer = new byte[Chunk];
        var said = "";
        var isFirst = true;
        while (true)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                var end = file.Length;
                if (isFirst && end > window)
                {
                    file.Seek(end - window, SeekOrigin.Begin);
                    await SkipLineAsync(file, cancellationToken);
                    say($"{path}: its last {window >> 20} MiB of {end >> 20} MiB");
                }

                said = "";
                await FollowAsync(file, path, isFirst ? end : 0, most, buffer, take, say, cancellationToken);
                isFirst = false;
                say($"{path} was replaced by a new file");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                if (said != e.Message)
                {
                    said = e.Message;
                    say($"cannot read {path}: {e.Message}");
                }

                await Task.Delay(Step, time, cancellationToken);
            }
        }
    }

    // Until another file has this name.
    private async Task FollowAsync(FileStream file, string path, long old, long most, byte[] buffer, Func<ReadOnlyMemory<byte>, bool, ValueTask> take, Action<string> say, CancellationToken cancellationToken)
    {
        var id = LibC.FileId(path);
        var quiet = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = file.Length;
            if (length < file.Position)
            {
                say($"{path} was emptied");
                file.Seek(0, SeekOrigin.Begin);
                old = 0;
            }
            else if (length - file.Position > most)
            {
                say($"{(length - most - file.Position) >> 20} MiB were skipped: they came faster than they could be read");
                file.Seek(length - most, SeekOrigin.Begin);
                await SkipLineAsync(file, cancellationToken);
            }

            // A file at its end answers at once; the thread is not held.
            var n = file.Read(buffer);
            if (n > 0)
            {
                quiet = 0;
                await take(buffer.AsMemory(0, n), file.Position <= old);
                continue;
            }

            if (LibC.FileId(path) is { } now && now != id)
            {
                return;
            }

            quiet++;
            await Task.Delay(quiet > StepsUntilStill ? StillStep : quiet > StepsUntilQuiet ? QuietStep : Step, time, cancellationToken);
        }
    }

    // Half a line at the beginning would be read as a whole one.
    private static async Task SkipLineAsync(FileStream file, CancellationToken cancellationToken)
    {
        var piece = new byte[4096];
        var n = await file.ReadAsync(piece, cancellationToken);
        var end = piece.AsSpan(0, n).IndexOf((byte)'\n');
        file.Seek(end < 0 ? 0 : end + 1 - n, SeekOrigin.Current);
    }
}
