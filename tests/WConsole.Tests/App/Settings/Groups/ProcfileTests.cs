using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

/// <summary>A <c>Procfile</c>.</summary>
public sealed class ProcfileTests : IDisposable
{
    private readonly GroupBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Each_line_is_a_group_with_a_port_of_its_own()
    {
        SettingsBox.Write(Path.Combine(_box.Box.Work, ".env"), "MODE=dev\n");
        SettingsBox.Write(Path.Combine(_box.Box.Work, "Procfile"), """
            # what runs
            web: gunicorn app --bind 127.0.0.1:$PORT
            worker: celery -A shop worker -n ${name}
            huey: huey_consumer.py app.huey
            release: ./migrate
            """);
        var outcome = GroupInput.Load(_box.Box.Inputs);
        Assert.Empty(outcome.Problems.Select(p => p.Text));
        Assert.Equal(["web", "worker", "huey", "release"], outcome.Groups.Select(g => g.Name));
        Assert.Equal(["/bin/sh", "-c", "gunicorn app --bind 127.0.0.1:$PORT"], outcome.Groups[0].Command);
        Assert.Equal([5000, 5100, 5200, 5300], outcome.Groups.Select(g => g.Port!.Value));
        Assert.Equal("${port}", outcome.Groups[0].Environment["PORT"]);
        Assert.Equal(["plain", "celery", "huey", "plain"], outcome.Groups.Select(g => g.Framework.Value));
        Assert.Equal(["TERM", "TERM", "INT", "TERM"], outcome.Groups.Select(g => g.Stop.Signal));
        Assert.Equal([1, 1, 1, 0], outcome.Groups.Select(g => g.Replicas));
        Assert.Equal([Path.Combine(_box.Box.Work, ".env")], outcome.Groups[0].EnvironmentFiles);
        Assert.Contains("release", Assert.Single(outcome.Warnings).What, StringComparison.Ordinal);
        Assert.Equal(4, outcome.Groups[2].Origin.Line);
    }

    [Fact]
    public void A_line_that_names_nothing_is_told()
    {
        var problems = _box.Load("web gunicorn\nx:\ny: 'a\n", "Procfile.dev").Problems;
        Assert.Equal([1L, 2L, 3L], problems.Where(p => p.Line > 0).Select(p => p.Line));
    }

    [Fact]
    public void What_leaves_its_keeper_is_warned_of() =>
        Assert.Contains(_box.Load("w: celery -A a worker --detach\nv: a | b\n", "Procfile").Warnings, w => w.What.Contains("background", StringComparison.Ordinal));
}
