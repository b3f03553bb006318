using WConsole.Settings;
using WConsole.Terminal.Themes;

namespace WConsole.Tests.App.Settings;

public sealed class ThemeShelfTests : IDisposable
{
    private readonly SettingsBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Every_theme_of_the_project_is_built_in_and_understood()
    {
        var (sources, problems) = ThemeShelf.Read(_box.Work);
        Assert.Empty(problems);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(ArrowTests.Root, "themes"), "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(), sources.Keys.Order());
        Assert.All(sources.Keys, name => Assert.Empty(ThemeResolver.Resolve(name, sources).Problems));
    }

    [Fact]
    public void A_users_theme_stands_beside_and_over_the_built_in_ones()
    {
        SettingsBox.Write(Path.Combine(_box.Work, "mine.yaml"), "inherits: dark\npalette: { hot: \"#ff0000\" }\nroles:\n  failed: hot bold\n");
        SettingsBox.Write(Path.Combine(_box.Work, "bad.yaml"), "roles: [\n");
        var (sources, problems) = ThemeShelf.Read(_box.Work);
        Assert.Equal("dark", sources["mine"].Inherits);
        Assert.Equal("hot bold", sources["mine"].Roles["failed"]);
        Assert.Contains("bad.yaml:", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_theme_is_the_default_with_a_problem_to_flash()
    {
        var (theme, problems) = ThemeResolver.Resolve("nosuch", ThemeShelf.Read(_box.Work).Sources);
        Assert.Equal("dark", theme.Name);
        Assert.Contains("nosuch", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }
}
