using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// The log files of all programs: one file for each run, which the program itself appends to. Bounded: a file that grew too long has its older part
/// moved to <c>.1</c>, and only the last runs are kept. Never throws for what a disk does.
/// </summary>
internal sealed class LogBook(LauncherFolder folder)
{
    /// <summary>A log file is not left to grow beyond this by more than what is written between two looks.</summary>
    public const long MostBytes = 8 * 1024 * 1024;

    private const int RunsKept = 4;
    private const int TailBytes = 8 * 1024;
    private const int CollapseRange = 8;
    private const int Block = 64 * 1024;

    /// <summary>Bytes left for this user on the disk of the logs; null: not known.</summary>
    public long? Free()
    {
        try
        {
            return new DriveInfo(folder.Root).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where a run writes to.</summary>
    public string Of(string id, int run) => LogNames.File(folder.Root, id, run);

    /// <summary>The log of a run if there is one.</summary>
    public string? Find(string id, int run) => run > 0 && Of(id, run) is var path && File.Exists(path) ? path : null;

    /// <summary>Makes room for a new run: its folder, and the oldest runs go.</summary>
    /// <returns>Null, or why there is no place for a log.</returns>
    public string? Prepare(string id, int run)
    {
        try
        {
            var logs = folder.Logs(id);
            Directory.CreateDirectory(logs);
            foreach (var old in Directory.EnumerateFiles(logs).Where(f => LogNames.Run(f) <= run - RunsKept).ToList())
            {
                File.Delete(old);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"no place for its log: {e.Message}";
        }
    }

    /// <summary>Notes how long a log is now, so that it can be read from a moment on.</summary>
    public static void NoteTime(string path, DateTimeOffset now, long length, bool anew)
    {
        try
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()} {length}\n");
            if (anew)
            {
                File.WriteAllText(path + LogNames.Times, line);
            }
            else
            {
                File.AppendAllText(path + LogNames.Times, line);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without it more is shown than was asked for, and nothing is lost.
        }
    }

    /// <summary>The last line that says something; null when there is none.</summary>
    public static string? LastLine(string path)
    {
        // Asked of every program again and again: only that line is made a text.
        var bytes = new byte[TailBytes];
        var rest = (ReadOnlySpan<byte>)bytes.AsSpan(0, ReadTail(path, bytes));
        while (!rest.IsEmpty)
        {
            var end = rest.LastIndexOf((byte)'\n');
            if (Shown(rest[(end + 1)..]) is { } line)
            {
                return line;
            }

            rest = rest[..Math.Max(0, end)];
        }

        return null;
    }

    /// <summary>The last lines that say something, oldest first; cut to what a person reads.</summary>
    public static ImmutableArray<string> Tail(string path)
    {
        var bytes = new byte[TailBytes];
        var rest = (ReadOnlySpan<byte>)bytes.AsSpan(0, ReadTail(path, bytes));
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var range in rest.Split((byte)'\n'))
        {
            if (Shown(rest[range]) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines.ToImmutable();
    }

    // Null: nothing to see in it.
    private static string? Shown(ReadOnlySpan<byte> line)
    {
        const int MostChars = 500;
        var text = Encoding.UTF8.GetString(line).TrimEnd();
        return text.Length == 0 ? null : text.Length <= MostChars ? text : string.Concat(text.AsSpan(0, MostChars - 1), "…");
    }

    private static int ReadTail(string path, Span<byte> into)
    {
        var descriptor = Posix.Open(path, Posix.OpenFlags.ReadOnly | Posix.OpenFlags.CloseOnExec, 0);
        if (descriptor < 0)
        {
            return 0;
        }

        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            return RandomAccess.Read(file, into, Math.Max(0, RandomAccess.GetLength(file) - into.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public static long Length(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>
    /// Moves the older part of a log to <c>.1</c>, in place of what was there. Where the file system can take bytes from the head of a file nothing is lost;
    /// elsewhere what is written between the copying and the cutting is.
    /// </summary>
    /// <returns>Null, or what went wrong.</returns>
    public static string? Rotate(string path)
    {
        var descriptor = Posix.Open(path, Posix.OpenFlags.ReadWrite | Posix.OpenFlags.CloseOnExec, 0);
        if (descriptor < 0)
        {
            return null;
        }

        using var log = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var whole = RandomAccess.GetLength(log) / Block * Block;
            var problem = Copy(log, path + LogNames.Older, whole);
            if (Posix.Allocate(descriptor, CollapseRange, 0, whole) != 0)
            {
                RandomAccess.SetLength(log, 0);
            }

            return problem;
        }
        catch (IOException e)
        {
            return $"{path} cannot be shortened: {e.Message}";
        }
    }

    // Only the last part is kept when it grew far beyond the bound before anybody looked.
    private static string? Copy(SafeFileHandle log, string to, long whole)
    {
        try
        {
            using var old = new FileStream(to, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
            var buffer = new byte[Block];
            for (var at = Math.Max(0, whole - MostBytes); at < whole;)
            {
                var n = RandomAccess.Read(log, buffer.AsSpan(0, (int)Math.Min(Block, whole - at)), at);
                if (n == 0)
                {
                    break;
                }

                old.Write(buffer, 0, n);
                at += n;
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            try
            {
                File.Delete(to);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
            }

            return $"the older part of {to[..^2]} was dropped: {e.Message}";
        }
    }
}
