using WConsole.Cli;

namespace WConsole.Tests.App.Cli;

public sealed class ProgressTests
{
    [Fact]
    public void Off_a_terminal_it_is_one_line_per_change_without_any_control()
    {
        var (progress, error) = Make(terminal: false);
        progress.Tell("1", "w1: asked");
        progress.Tell("2", "w\u001b[2J2: asked");
        progress.Tell("1", "w1: done");
        progress.KeepAlive("still waiting");
        Assert.Equal(["w1: asked", "w␛[2J2: asked", "w1: done", "still waiting"], error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r')));
    }

    [Fact]
    public void On_a_terminal_it_is_one_live_block_with_a_line_each()
    {
        var (progress, error) = Make(terminal: true);
        progress.Tell("1", "w1: asked");
        progress.Tell("2", "w2: asked");
        progress.KeepAlive("still waiting");
        progress.Tell("1", "w1: done");
        Assert.EndsWith("\u001b[2A\u001b[J\u001b[?7lw2: asked\nw1: done\n\u001b[?7h", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("still", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_block_never_outgrows_a_small_screen()
    {
        var (progress, error) = Make(terminal: true);
        for (var i = 0; i < 40; i++)
        {
            progress.Tell($"{i}", $"w{i}: asked");
        }

        var last = error.ToString()[error.ToString().LastIndexOf("\u001b[J", StringComparison.Ordinal)..];
        Assert.Equal(15, last.Count(c => c == '\n'));
        Assert.Contains("… 26 more", last, StringComparison.Ordinal);
        Assert.Contains("\u001b[15A", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[16A", error.ToString(), StringComparison.Ordinal);
    }

    private static (Progress Progress, StringWriter Error) Make(bool terminal)
    {
        var error = new StringWriter();
        return (new Progress(new Streams(Stream.Null, error, false, false) { ErrorIsTerminal = terminal }), error);
    }
}
