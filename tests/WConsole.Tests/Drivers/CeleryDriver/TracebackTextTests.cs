using WConsole.Drivers.Frameworks.Celery;

namespace WConsole.Tests.Drivers.CeleryDriver;

public sealed class TracebackTextTests
{
    private const string Rule = "=================================================";

    private static readonly string Dump = string.Join('\n',
        "[2026-11-21 10:00:00,000: INFO/MainProcess] Task proj.sleep received",
        "",
        "MainThread",
        Rule,
        "  File \"/usr/bin/celery\", line 33, in <module>",
        "    sys.exit(main())",
        "  File \"/usr/lib/python3/dist-packages/celery/__main__.py\", line 15, in main",
        "    sys.exit(_main())",
        Rule,
        "LOCAL VARIABLES",
        Rule,
        "{'password': 's3cr3t'}",
        "",
        "",
        "Thread-1 (worker)",
        Rule,
        "  File \"/usr/lib/python3.11/threading.py\", line 1002, in _bootstrap",
        "[2026-11-21 10:00:00,100: INFO/MainProcess] a line that came between",
        "    self._bootstrap_inner()",
        Rule,
        "LOCAL VARIABLES",
        Rule,
        "{'self': <Thread>}",
        "",
        "");

    [Fact]
    public void A_dump_is_grouped_by_thread()
    {
        var threads = TracebackText.Parse(Dump);
        Assert.Equal(["MainThread", "Thread-1 (worker)"], threads.Select(t => t.Thread));
        Assert.Equal(4, threads[0].Frames.Length);
        Assert.Equal("{'password': 's3cr3t'}", threads[0].Locals);
        Assert.Equal(["  File \"/usr/lib/python3.11/threading.py\", line 1002, in _bootstrap", "    self._bootstrap_inner()"], threads[1].Frames);
    }

    [Fact]
    public void Shown_are_stacks_and_no_local_variables()
    {
        var text = TracebackText.Render(TracebackText.Parse(Dump));
        Assert.StartsWith("Thread MainThread\n  File \"/usr/bin/celery\"", text, StringComparison.Ordinal);
        Assert.Contains("\n\nThread Thread-1 (worker)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just a log line\n")]
    [InlineData("\n" + Rule + "\n" + Rule + "\n")]
    [InlineData("MainThread\n" + Rule)]
    public void Text_without_a_dump_has_no_threads(string text) => Assert.Empty(TracebackText.Parse(text));

    [Fact]
    public void A_dump_that_was_cut_anywhere_is_read_as_far_as_it_goes()
    {
        for (var i = 0; i <= Dump.Length; i++)
        {
            Assert.InRange(TracebackText.Parse(Dump[..i]).Length, 0, 2);
        }
    }
}
