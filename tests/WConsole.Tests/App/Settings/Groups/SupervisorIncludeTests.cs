using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

public sealed class SupervisorIncludeTests : IDisposable
{
    private readonly GroupBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Files_are_found_from_the_file_that_includes_them_and_here_is_their_own_folder()
    {
        Write("conf.d/b.conf", "[program:b]\ncommand = sleep 2\nenvironment = HERE=\"%(here)s\"\n");
        Write("conf.d/a.conf", "[program:a]\ncommand = sleep 1\n");
        Write("conf.d/.hidden.conf", "[program:hidden]\ncommand = sleep 1\n");
        Write("conf.d/c.ini", "[program:c]\ncommand = sleep 3\n");
        Write("more/d1.conf", "[program:d1]\ncommand = sleep 4\n");
        Write("more/d2.conf", "[program:d2]\ncommand = sleep 4\n");
        var outcome = Load("""
            [supervisord]
            [rpcinterface:supervisor]
            [include]
            files = conf.d/*.conf %(here)s/more/d[2-9].conf  # a comment
             nothing/*.conf
            [program:own]
            command = sleep 0
            environment = HERE="%(here)s"
            """);
        Assert.Empty(outcome.Problems.Select(p => p.Text));
        Assert.Equal(["own", "a", "b", "d2"], outcome.Groups.Select(g => g.Name));
        Assert.Equal([Path("main.conf") + ":6", Path("conf.d/a.conf") + ":1", Path("conf.d/b.conf") + ":1", Path("more/d2.conf") + ":1"], outcome.Groups.Select(g => g.Origin.ToString()));
        Assert.Equal((_box.Box.Work, Path("conf.d")), (outcome.Groups[0].Environment["HERE"], outcome.Groups[2].Environment["HERE"]));
        Assert.All(outcome.Groups, g => Assert.Equal(_box.Box.Work, g.WorkingDirectory));
        var missing = Assert.Single(outcome.Warnings);
        Assert.Equal((4L, "no file is meant by nothing/*.conf"), (missing.Line, missing.What));
        Assert.Contains(Path("nothing/*.conf"), missing.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_wrong_in_an_included_file_is_told_with_that_file()
    {
        Write("x.conf", "\n[program:x]\nstartretries = 1\n");
        Write("y.conf", "[program:y]\ncommand = celery -A s worker\nstopasgroup = true\nstopwaitsec = 3\n");
        var outcome = Load("[include]\nfiles = ?.conf\n[program:z]\ncommand = true\n");
        Assert.Equal((Path("x.conf"), 2L), (Assert.Single(outcome.Problems).Origin, outcome.Problems[0].Line));
        Assert.Equal([(Path("y.conf"), 4L), (Path("y.conf"), 3L)], outcome.Warnings.Where(w => w.Origin == Path("y.conf")).Select(w => (w.Origin, w.Line)).OrderDescending());
    }

    [Fact]
    public void An_include_of_an_included_file_is_not_followed_and_told()
    {
        Write("a.conf", "[program:a]\ncommand = true\n[include]\nfiles = b.ini\n");
        Write("b.ini", "[program:b]\ncommand = true\n");
        var outcome = Load("[include]\nfiles = a.conf\n");
        Assert.Equal("a", Assert.Single(outcome.Groups).Name);
        var told = Assert.Single(outcome.Warnings);
        Assert.Equal((Path("a.conf"), 3L), (told.Origin, told.Line));
        Assert.Contains("not followed", told.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_means_its_own_file_adds_nothing_and_a_program_in_two_files_is_refused()
    {
        Write("b.conf", "[program:own]\ncommand = false\n");
        var outcome = Load("[include]\nfiles = *.conf\n[program:own]\ncommand = true\n");
        var twice = Assert.Single(outcome.Problems);
        Assert.Equal((Path("b.conf"), 1L), (twice.Origin, twice.Line));
        Assert.Contains(Path("main.conf"), twice.What, StringComparison.Ordinal);
        Assert.Equal(["true"], Assert.Single(outcome.Groups).Command);
    }

    [Theory]
    [InlineData("[include]\n", 1, "without files")]
    [InlineData("[include]\nfiles = %(nothing)s/a.conf\n", 2, "%(nothing)s")]
    public void An_include_that_supervisord_refuses_is_told(string text, long line, string what)
    {
        var outcome = Load(text + "[program:a]\ncommand = true\n");
        Assert.Contains(outcome.Problems.Concat(outcome.Warnings), p => p.Line == line && p.What.Contains(what, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*.conf", "a.conf b.conf b].conf")]
    [InlineData("[a].conf", "a.conf")]
    [InlineData("[!a].conf", "b.conf")]
    [InlineData("[a-b]*", "a.conf b.conf b].conf")]
    [InlineData("b[]].conf", "b].conf")]
    [InlineData(".*", ".c.conf")]
    [InlineData("b].conf", "b].conf")]
    [InlineData("c.conf", "")]
    public void Patterns_mean_what_they_mean_to_a_shell(string pattern, string names)
    {
        foreach (var name in new[] { "a.conf", "b.conf", "b].conf", ".c.conf" })
        {
            Write("g/" + name, "");
        }

        Assert.Equal(names, string.Join(' ', PathGlob.Find(Path("g/" + pattern)).Select(System.IO.Path.GetFileName)));
    }

    private string Path(string name) => System.IO.Path.Combine(_box.Box.Work, name);

    private void Write(string name, string text) => SettingsBox.Write(Path(name), text);

    private GroupsOutcome Load(string text) => _box.Load(text, "main.conf");
}
