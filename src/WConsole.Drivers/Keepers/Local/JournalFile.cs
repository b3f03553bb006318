using Microsoft.Win32.SafeHandles;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>The launcher's memory on disk: lines are appended before anything is done, so that whoever comes after a killed launcher knows what it was about.</summary>
internal sealed class JournalFile(string path) : IDisposable
{
    private const long MostBytes = 4 * 1024 * 1024;
    private const long MostRead = 64 * 1024 * 1024;

    private SafeFileHandle? _file;
    private long _length;

    /// <summary>Whether it is worth being written anew.</summary>
    public bool IsLong => _length > MostBytes;

    /// <summary>Every line that is one, oldest first; half written ones are passed over.</summary>
    public static IReadOnlyList<JournalLine> Read(string path)
    {
        byte[] bytes;
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > MostRead)
            {
                return [];
            }

            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }

        var lines = new List<JournalLine>();
        for (var at = 0; at < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at);
            end = end < 0 ? bytes.Length : end;
            if (end > at && JournalLine.Decode(bytes.AsMemory(at, end - at)) is { } line)
            {
                lines.Add(line);
            }

            at = end + 1;
        }

        return lines;
    }

    /// <summary>Writes everything anew, into another file that then takes the place of this one.</summary>
    /// <returns>Null, or why it could not be written.</returns>
    public string? Rewrite(IEnumerable<JournalLine> lines)
    {
        var bytes = lines.SelectMany(l => l.Encode()).ToArray();
        var fresh = path + ".new";
        try
        {
            using (var file = Open(fresh, Posix.OpenFlags.Truncate))
            {
                RandomAccess.Write(file, bytes, 0);
            }

            File.Move(fresh, path, overwrite: true);
            _file?.Dispose();
            _file = null;
            _length = bytes.Length;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {e.Message}";
        }
    }

    /// <summary>Appends lines in one write.</summary>
    /// <returns>Null, or why it could not be written.</returns>
    public string? Append(IReadOnlyCollection<byte[]> lines)
    {
        if (lines.Count == 0)
        {
            return null;
        }

        var bytes = lines.Count == 1 ? lines.First() : lines.SelectMany(l => l).ToArray();
        try
        {
            if (_file is null)
            {
                _file = Open(path, Posix.OpenFlags.Append);
                _length = RandomAccess.GetLength(_file);
            }

            RandomAccess.Write(_file, bytes, _length);
            _length += bytes.Length;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {e.Message}";
        }
    }

    public void Dispose() => _file?.Dispose();

    // Not by the base library: the first handle that it opens takes a launcher's start some milliseconds.
    private static SafeFileHandle Open(string path, int flags)
    {
        var descriptor = Posix.Open(path, Posix.OpenFlags.WriteOnly | Posix.OpenFlags.Create | Posix.OpenFlags.CloseOnExec | flags, 0x180);
        return descriptor < 0 ? throw new IOException("it cannot be opened") : new SafeFileHandle(descriptor, ownsHandle: true);
    }
}
