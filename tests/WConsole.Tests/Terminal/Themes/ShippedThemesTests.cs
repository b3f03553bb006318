using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Tests.Terminal.Themes;

public sealed class ShippedThemesTests
{
    // On its ground an ink must be readable: the ratio of WCAG, which asks 4.5 for running text and 3 for marks.
    private static readonly Dictionary<string, Rgb> Grounds = new() { ["dark"] = new(24, 24, 24), ["light"] = new(255, 255, 255) };

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    [InlineData("mono")]
    public void A_shipped_theme_says_every_role_without_a_problem(string name)
    {
        var (theme, problems) = ThemeResolver.Resolve(name, ThemeFiles.Shipped);

        Assert.Empty(problems);
        Assert.Equal(name, theme.Name);
        Assert.Equal(RoleNames.All.Order(), ThemeFiles.Shipped[name].Roles.Keys.Order());
    }

    [Fact]
    public void The_mono_file_is_the_plain_theme()
    {
        var (mono, _) = ThemeResolver.Resolve("mono", ThemeFiles.Shipped);

        Assert.All(Enum.GetValues<Role>(), role => Assert.Equal(Theme.Plain[role], mono[role]));
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public void Every_ink_can_be_read_on_its_ground(string name)
    {
        var (theme, _) = ThemeResolver.Resolve(name, ThemeFiles.Shipped);
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Frame))
        {
            var style = theme.Style(role);
            if (style.Foreground is { } ink)
            {
                var ratio = Contrast(ink, style.Background ?? Grounds[name]);
                Assert.True(ratio >= (role is Role.Ghost or Role.Stopped or Role.Stale ? 3 : 4.5), $"{name} {role}: {ratio:0.0}");
            }
        }
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public void The_tones_of_a_selected_row_stay_readable(string name)
    {
        var (theme, _) = ThemeResolver.Resolve(name, ThemeFiles.Shipped);
        var ground = theme.Style(Role.Selected).Background!.Value;
        foreach (var role in Enum.GetValues<Role>().Where(role => role is >= Role.Muted and <= Role.Stopped && role != Role.Stale && role != Role.Stopped))
        {
            if (theme.Style(role).Foreground is { } ink)
            {
                Assert.True(Contrast(ink, ground) > 3, $"{name} {role}: {Contrast(ink, ground):0.0}");
            }
        }
    }

    [Fact]
    public void Without_colours_the_selected_row_is_reversed_in_every_theme()
    {
        foreach (var name in ThemeFiles.Shipped.Keys)
        {
            var theme = ThemeResolver.Resolve(name, ThemeFiles.Shipped).Theme.At(ColorDepth.Mono);
            Assert.True(theme.Style(Role.Selected).Attributes.HasFlag(TextAttributes.Reverse), name);
        }
    }

    [Fact]
    public void States_that_an_operator_must_tell_apart_have_different_glyphs()
    {
        Role[] states = [Role.Ok, Role.Busy, Role.Warn, Role.Failed, Role.Lost, Role.Late, Role.Mute, Role.Deaf, Role.Starting, Role.Waiting, Role.Draining, Role.Stopping, Role.Stopped];
        foreach (var name in ThemeFiles.Shipped.Keys)
        {
            var theme = ThemeResolver.Resolve(name, ThemeFiles.Shipped).Theme;
            Assert.Equal(states.Length, states.Select(theme.Glyph).Distinct().Count());
        }
    }

    private static double Contrast(Rgb a, Rgb b)
    {
        var (x, y) = (Light(a), Light(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Light(Rgb c) => (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
