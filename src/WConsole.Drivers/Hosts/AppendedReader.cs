using System.Text;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// Reads what a file gains from a remembered place on. A file that shrank meanwhile was truncated (copytruncate rotation):
/// reading then starts at its beginning.
/// </summary>
public sealed class AppendedReader(TimeProvider time)
{
    private const int Most = 1024 * 1024;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    // A dump is written in one go: this long without growth is its end.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>The present end of a file, to be given to <see cref="ReadAsync"/> later; 0 when it cannot be read now.</summary>
    public static long EndOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Reads until the file is quiet after some growth, 1 MiB is read, or <paramref name="atMost"/> passed.</summary>
    public async Task<Appended> ReadAsync(string path, long from, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var grewAt = begun;
        var bytes = new List<byte>();
        var place = from;
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int n;
            try
            {
                n = ReadOnce(path, ref place, buffer);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                return new Appended("", $"cannot read {path}: {e.Message}");
            }

            bytes.AddRange(buffer.AsSpan(0, n));
            if (bytes.Count >= Most)
            {
                break;
            }

            if (n > 0)
            {
                grewAt = time.GetTimestamp();
                continue;
            }

            if (time.GetElapsedTime(begun) >= atMost || (bytes.Count > 0 && time.GetElapsedTime(grewAt) >= Quiet))
            {
                break;
            }

            await Task.Delay(Step, time, cancellationToken);
        }

        var kept = bytes.Count > Most ? bytes[..Most] : bytes;
        return new Appended(Encoding.UTF8.GetString([.. kept]), null);
    }

    private static int ReadOnce(string path, ref long place, byte[] buffer)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length < place)
        {
            place = 0;
        }

        file.Seek(place, SeekOrigin.Begin);
        var n = file.Read(buffer);
        place += n;
        return n;
    }
}

/// <summary>What was appended; <paramref name="Fault"/> tells why nothing could be read.</summary>
public readonly record struct Appended(string Text, string? Fault);
