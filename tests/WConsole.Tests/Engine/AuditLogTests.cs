using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;

namespace WConsole.Tests.Engine;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"wconsole-audit-{Guid.NewGuid():N}");
    private readonly EventPipe _pipe = new(new EngineClock(new ManualTime()));
    private readonly List<string> _log = [];

    [Fact]
    public void A_record_is_one_masked_line_in_a_private_file()
    {
        var audit = Audit();
        Assert.Null(audit.Write(Record("1") with { Text = "redis://:s3cret@h\nsecond line" }));
        var line = Assert.Single(File.ReadAllLines(audit.Path));
        Assert.Contains("redis://:***@h\\nsecond line", line, StringComparison.Ordinal);
#pragma warning disable CA1416 // The whole program is for Linux.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(audit.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory));
#pragma warning restore CA1416
    }

    [Fact]
    public void Two_consoles_append_to_one_file_without_overwriting()
    {
        var a = Audit();
        var b = Audit();
        Parallel.For(0, 400, i => Assert.Null((i % 2 == 0 ? a : b).Write(Record($"{i}"))));

        var lines = File.ReadAllBytes(a.Path).AsSpan().Count((byte)'\n');
        Assert.Equal(400, lines);
        var ids = File.ReadLines(a.Path).Select(l => ActionCodec.TryReadAudit(System.Text.Encoding.UTF8.GetBytes(l), out var r) ? int.Parse(r.Id) : -1);
        Assert.Equal(Enumerable.Range(0, 400), ids.Order());
    }

    [Fact]
    public void The_newest_five_hundred_are_read_back_and_broken_lines_are_skipped()
    {
        var audit = Audit();
        for (var i = 0; i < 510; i++)
        {
            audit.Write(Record($"{i}"));
        }

        File.AppendAllText(audit.Path, "{\"v\":1,\"id\":\"torn");
        Drain();
        Audit().ReadTail();
        var read = Drain().Cast<FleetEvent.Audited>().Select(e => e.Record).ToList();
        Assert.Equal(500, read.Count);
        Assert.Equal(Record("509"), read[^1]);
        Assert.Contains("skipped: 1", Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rotation_the_next_record_goes_into_the_new_file()
    {
        var audit = Audit();
        audit.Write(Record("1"));
        File.Move(audit.Path, audit.Path + ".1");
        audit.Write(Record("2"));
        Assert.Single(File.ReadAllLines(audit.Path + ".1"));
        Assert.Contains("\"2\"", Assert.Single(File.ReadAllLines(audit.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_its_place_is_not_followed()
    {
        Directory.CreateDirectory(_directory);
        File.CreateSymbolicLink(Path.Combine(_directory, "audit.jsonl"), Path.Combine(_directory, "elsewhere"));
        var audit = Audit();
        Assert.Contains("audit.jsonl", audit.Write(Record("1")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_directory, "elsewhere")));
    }

    [Fact]
    public void A_missing_log_is_an_empty_one()
    {
        var audit = Audit();
        audit.ReadTail();
        Assert.Empty(Drain());
        Assert.Empty(_log);
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private AuditLog Audit() => new(_directory, t => t.Replace("s3cret", "***", StringComparison.Ordinal), _pipe, _log.Add);

    private List<FleetEvent> Drain()
    {
        var events = new List<FleetEvent>();
        _pipe.Drain(events, int.MaxValue, out _);
        return events;
    }

    private static AuditRecord Record(string id) => new(
        id, new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero), "ended", "ann (screen)", "ops1", "shop", "stop", "celery/w1@h", "signal TERM to pid 5", "done", "pid 5 is gone");
}
