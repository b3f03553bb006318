namespace WConsole.Tests.App;

public sealed class LauncherAheadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wconsole-ahead-");

    [Theory]
    [InlineData(true, "up")]
    [InlineData(true, "up", "mail", "-d", "--wait")]
    [InlineData(false, "up", "--help")]
    [InlineData(false, "up", "-f", "other.yaml")]
    [InlineData(false, "up", "--state-dir", "/tmp/x")]
    [InlineData(false, "--config", "x", "up")]
    [InlineData(false, "down")]
    [InlineData(false)]
    public void Only_words_that_are_sure_to_want_a_launcher_start_one_before_they_are_parsed(bool wants, params string[] args)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "wconsole.yaml"), "groups:\n");
        Assert.Equal(wants, LauncherAhead.StartsOne(args, _folder.FullName));
    }

    [Theory]
    [InlineData(true, "down")]
    [InlineData(false, "down", "--timeout", "5s")]
    [InlineData(false, "down", "--help")]
    [InlineData(false, "up")]
    [InlineData(false)]
    public void Only_the_bare_word_asks_a_launcher_to_end_before_it_is_parsed(bool ends, params string[] args) => Assert.Equal(ends, LauncherAhead.EndsIt(args));

    [Fact]
    public void Where_no_file_says_what_to_run_nothing_is_started() => Assert.False(LauncherAhead.StartsOne(["up"], _folder.FullName));

    [Theory]
    [InlineData("/here", "/state", "/home/me", "/here")]
    [InlineData(null, "/state", "/home/me", "/state/wconsole/launcher")]
    [InlineData("", "", "/home/me", "/home/me/.local/state/wconsole/launcher")]
    [InlineData(null, null, "", "/.local/state/wconsole/launcher")]
    [InlineData(null, "not/absolute", "/home/me", "/home/me/.local/state/wconsole/launcher")]
    public void Its_folder_is_the_one_that_the_verbs_take(string? named, string? state, string? home, string folder) =>
        Assert.Equal(folder, LauncherAhead.Folder(name => name switch { "WCONSOLE_STATE_DIR" => named, "XDG_STATE_HOME" => state, "HOME" => home, _ => null }));

    public void Dispose() => _folder.Delete(recursive: true);
}
