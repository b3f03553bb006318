using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Tests.Terminal.Themes;

public sealed class ThemeResolverTests
{
    [Fact]
    public void A_role_is_read_from_its_words()
    {
        var theme = Resolved(Source("mine", null, ("ok", "#0a0 on bright-black bold underline glyph: ✓"), ("warn", "sun italic"), ("error", "on #102030"))).Theme;

        Assert.Equal(new RoleStyle(new Style(new Rgb(0, 170, 0), ColorLadder.ClassicColor(8), TextAttributes.Bold | TextAttributes.Underline), "✓"), theme[Role.Ok]);
        Assert.Equal(new Style(new Rgb(1, 2, 3), null, TextAttributes.Italic), theme.Style(Role.Warn));
        Assert.Equal(new RoleStyle(new Style(null, new Rgb(16, 32, 48), TextAttributes.None), Theme.Plain.Glyph(Role.Error)), theme[Role.Error]);
    }

    [Fact]
    public void What_a_theme_leaves_out_comes_from_its_parent_and_then_from_the_plain_one()
    {
        var parent = Source("parent", null, ("ok", "green glyph:+"), ("warn", "yellow"));
        var (theme, problems) = Resolved(Source("mine", "parent", ("ok", "cyan")), parent);

        Assert.Empty(problems);
        Assert.Equal(new RoleStyle(new Style(ColorLadder.ClassicColor(6), null, TextAttributes.None), "+"), theme[Role.Ok]);
        Assert.Equal(ColorLadder.ClassicColor(3), theme.Style(Role.Warn).Foreground);
        Assert.Equal(Theme.Plain[Role.Lost], theme[Role.Lost]);
    }

    [Fact]
    public void An_unknown_name_gives_the_fallback_and_says_so()
    {
        var sources = new Dictionary<string, ThemeSource> { ["dark"] = Source("dark", null, ("ok", "green")) };
        var (theme, problems) = ThemeResolver.Resolve("drak", sources);

        Assert.Equal("dark", theme.Name);
        Assert.Equal("theme drak, theme: there is no such theme; using dark (there are: dark)", Assert.Single(problems).ToString());
        Assert.Equal(Theme.Plain[Role.Ok], ThemeResolver.Resolve("x", new Dictionary<string, ThemeSource>()).Theme[Role.Ok]);
    }

    [Theory]
    [InlineData("ok", "gren", "'gren' is no colour")]
    [InlineData("ok", "red on", "after 'on' a colour is expected")]
    [InlineData("ok", "red on bold", "after 'on' a colour is expected, not 'bold'")]
    [InlineData("ok", "#12345", "'#12345' is no colour")]
    [InlineData("ok", "#gggggg", "'#gggggg' is no colour")]
    [InlineData("ok", "red glyph: 東", "2 cells wide")]
    [InlineData("ok", "red glyph:", "one character is expected")]
    [InlineData("okay", "red", "there is no such role")]
    public void What_is_wrong_is_told_with_its_place(string role, string spec, string message)
    {
        var (_, problems) = Resolved(Source("mine", null, (role, spec)));

        var problem = Assert.Single(problems);
        Assert.Equal(("mine", role), (problem.Theme, problem.Where));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_or_a_missing_parent_is_told_and_the_rest_counts()
    {
        var (circle, problems) = Resolved(Source("mine", "other", ("ok", "red")), Source("other", "mine", ("warn", "blue")));
        Assert.Contains("circle", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Equal(ColorLadder.ClassicColor(1), circle.Style(Role.Ok).Foreground);
        Assert.Equal(ColorLadder.ClassicColor(4), circle.Style(Role.Warn).Foreground);

        Assert.Equal("inherits", Assert.Single(Resolved(Source("mine", "nobody", ("ok", "red"))).Problems).Where);
    }

    [Fact]
    public void Every_role_has_a_name_and_a_glyph_of_one_cell() => Assert.All(Enum.GetValues<Role>(), role =>
    {
        Assert.True(RoleNames.TryFind(RoleNames.Of(role), out var found) && found == role);
        Assert.Equal(1, TextWidth.Of(Theme.Plain.Glyph(role)));
    });

    [Fact]
    public void A_theme_may_change_signs_and_drawing_alone()
    {
        var mine = Source("mine", "parent") with { Drawing = "ascii", Glyphs = new Dictionary<string, string> { ["ok"] = "+", ["warn"] = "none", ["nosuch"] = "x", ["lost"] = "東" } };
        var (theme, problems) = Resolved(mine, Source("parent", null, ("ok", "green bold")));

        Assert.Equal(new RoleStyle(new Style(ColorLadder.ClassicColor(2), null, TextAttributes.Bold), "+"), theme[Role.Ok]);
        Assert.Equal((Drawing.Ascii, " ", Theme.Plain.Glyph(Role.Lost)), (theme.Drawing, theme.Glyph(Role.Warn), theme.Glyph(Role.Lost)));
        Assert.Equal(["glyphs.nosuch", "glyphs.lost"], problems.Select(p => p.Where));
        Assert.Equal(Drawing.Ascii, theme.At(ColorDepth.Mono).Drawing);
        Assert.Equal("drawing", Assert.Single(Resolved(Source("mine", null) with { Drawing = "braille" }).Problems).Where);
    }

    [Fact]
    public void The_ground_of_the_text_is_the_ground_of_everything_without_one()
    {
        var theme = Resolved(Source("mine", null, ("text", "white on black"), ("ok", "green"), ("danger", "white on red"), ("marked", "yellow"))).Theme;

        Assert.Equal([ColorLadder.ClassicColor(0), ColorLadder.ClassicColor(1), null], new[] { Role.Ok, Role.Danger, Role.Marked }.Select(r => theme.Style(r).Background));
    }

    [Fact]
    public void Names_are_lower_case_with_dashes() => Assert.Equal(["flash-error", "chart-1", "crumb-here"], new[] { Role.FlashError, Role.Chart1, Role.CrumbHere }.Select(RoleNames.Of));

    private static (Theme Theme, IReadOnlyList<ThemeProblem> Problems) Resolved(params ThemeSource[] sources)
    {
        var (theme, problems) = ThemeResolver.Resolve("mine", sources.ToDictionary(s => s.Name));
        return (theme, problems);
    }

    private static ThemeSource Source(string name, string? inherits, params (string Role, string Spec)[] roles) =>
        new(name, inherits, new Dictionary<string, string> { ["sun"] = "#010203" }, roles.ToDictionary(r => r.Role, r => r.Spec));
}
