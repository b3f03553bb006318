using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;

namespace WConsole.Engine;

/// <summary>
/// Who did what, when, to which worker, and what came of it: one JSON line per record, appended by one write, secrets masked. Several consoles
/// write to one file. It is opened for each record, so that whoever rotates it (it is never cut here) need not tell anybody.
/// </summary>
public sealed class AuditLog(string directory, Func<string, string> mask, EventPipe pipe, Action<string> log)
{
    private const int TailRecords = 500;
    private const int TailBytes = 1 << 20;

    private readonly Lock _gate = new();
    /// <summary>The file's path.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, "audit.jsonl");

    /// <summary>Writes one record and puts it into the fleet's picture.</summary>
    /// <returns>Null when it was written, else why not: one line with the path.</returns>
    public string? Write(AuditRecord record)
    {
        var safe = Masked(record);
        string? problem = null;
        lock (_gate)
        {
            try
            {
                using var file = Open();
                file.Write(Line(safe));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                problem = $"the audit log cannot be written: {e.Message}";
                log(problem);
            }
        }

        pipe.Post(new FleetEvent.Audited(pipe.Now, safe));
        return problem;
    }

    /// <summary>Puts the newest records of earlier runs into the fleet's picture. A line that cannot be read is skipped and logged.</summary>
    public void ReadTail()
    {
        foreach (var record in Tail())
        {
            pipe.Post(new FleetEvent.Audited(pipe.Now, record));
        }
    }

    private AppendFile Open()
    {
#pragma warning disable CA1416 // The whole program is for Linux.
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        return AppendFile.Open(Path);
    }

    private static ReadOnlySpan<byte> Line(AuditRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            ActionCodec.Write(json, record);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    private ImmutableArray<AuditRecord> Tail()
    {
        // Asked first: that there is none yet is usual, and an exception costs a start 10 ms.
        if (!File.Exists(Path))
        {
            return [];
        }

        byte[] bytes;
        var cut = false;
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            cut = file.Length > TailBytes;
            file.Seek(cut ? -TailBytes : 0, cut ? SeekOrigin.End : SeekOrigin.Begin);
            bytes = new byte[Math.Min(file.Length, TailBytes)];
            bytes = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log($"the audit log cannot be read: {e.Message}");
            return [];
        }

        var records = new Queue<AuditRecord>();
        var skipped = 0;
        var rest = bytes.AsMemory();
        for (var first = true; rest.Length > 0; first = false)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (ActionCodec.TryReadAudit(line, out var record))
            {
                records.Enqueue(record);
                _ = records.Count > TailRecords && records.TryDequeue(out _);
            }
            else if (line.Length > 0 && !(first && cut))
            {
                skipped++;
            }
        }

        if (skipped > 0)
        {
            log($"{Path}: lines that are no audit records and were skipped: {skipped}");
        }

        return [.. records];
    }

    private AuditRecord Masked(AuditRecord record) => record with
    {
        By = mask(record.By),
        Cluster = mask(record.Cluster),
        Target = mask(record.Target),
        Route = mask(record.Route),
        Text = mask(record.Text),
    };
}
