using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;

namespace WConsole.Tests.Terminal.Themes;

public sealed class ShippedThemesTests
{
    // A theme without a ground of its own stands on the terminal's: black, or the dark grey and the white that most have.
    private static readonly Dictionary<string, Rgb[]> Grounds = new()
    {
        ["dark"] = [new(0, 0, 0), new(24, 24, 24)],
        ["colorblind"] = [new(0, 0, 0), new(24, 24, 24)],
        ["ascii"] = [new(0, 0, 0), new(24, 24, 24)],
        ["light"] = [new(255, 255, 255)],
        ["colorblind-light"] = [new(255, 255, 255)],
        ["high-contrast"] = [],
        ["mono"] = [],
        ["screen-reader"] = [],
    };

    private static readonly Role[] Quiet = [Role.Muted, Role.Frame, Role.Ghost, Role.Stopped, Role.Stale];
    private static readonly Role[] States = [Role.Ok, Role.Busy, Role.Warn, Role.Failed, Role.Lost, Role.Late, Role.Mute, Role.Deaf, Role.Starting, Role.Waiting, Role.Draining, Role.Stopping, Role.Stopped];

    public static TheoryData<string> Names => [.. ThemeFiles.Shipped.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_shipped_theme_has_a_ground_in_this_test() => Assert.Equal(ThemeFiles.Shipped.Keys.Order(StringComparer.Ordinal), Grounds.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shipped_theme_is_understood_and_says_every_role(string name)
    {
        var (theme, problems) = ThemeResolver.Resolve(name, ThemeFiles.Shipped);

        Assert.Empty(problems);
        Assert.Equal(name, theme.Name);
        var said = new HashSet<string>();
        for (var source = ThemeFiles.Shipped[name]; source is not null; source = source.Inherits is { } parent ? ThemeFiles.Shipped[parent] : null)
        {
            said.UnionWith(source.Roles.Keys);
        }

        Assert.Equal(RoleNames.All.Order(), said.Order());
    }

    [Fact]
    public void The_mono_file_is_the_plain_theme()
    {
        var (mono, _) = ThemeResolver.Resolve("mono", ThemeFiles.Shipped);

        Assert.All(Enum.GetValues<Role>(), role => Assert.Equal(Theme.Plain[role], mono[role]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_ink_can_be_read_on_its_ground(string name)
    {
        var theme = Resolved(name);
        foreach (var role in Enum.GetValues<Role>())
        {
            var needed = name == "high-contrast" ? 7 : Quiet.Contains(role) ? 3 : 4.5;
            var style = theme.Style(role);
            foreach (var ground in style.Background is { } own ? [own] : Grounds[name])
            {
                if (style.Foreground is { } ink)
                {
                    Assert.True(Contrast.Ratio(ink, ground) >= needed, $"{name} {role} on {ground}: {Contrast.Ratio(ink, ground):0.0}, needed {needed}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tones_of_a_selected_row_stay_readable(string name)
    {
        var theme = Resolved(name);
        var needed = name == "high-contrast" ? 4.5 : 3;
        foreach (var role in Enum.GetValues<Role>().Where(role => role is >= Role.Muted and <= Role.Stopped && role != Role.Stale && role != Role.Stopped))
        {
            if (theme.Style(role).Foreground is { } ink && theme.Style(Role.Selected).Background is { } ground)
            {
                Assert.True(Contrast.Ratio(ink, ground) > needed, $"{name} {role}: {Contrast.Ratio(ink, ground):0.0}");
            }
        }
    }

    [Theory]
    [InlineData("colorblind")]
    [InlineData("colorblind-light")]
    public void Good_and_bad_differ_at_a_glance_without_red_or_green_cones(string name)
    {
        var theme = Resolved(name);
        foreach (var good in new[] { Role.Ok, Role.Busy, Role.FlashInfo })
        {
            foreach (var bad in new[] { Role.Warn, Role.Error, Role.Failed, Role.Lost, Role.Late, Role.Mute, Role.Deaf, Role.Stopping })
            {
                foreach (var green in new[] { true, false })
                {
                    var seen = Contrast.Seen(theme.Style(good).Foreground!.Value, theme.Style(bad).Foreground!.Value, green);
                    Assert.True(seen >= 40, $"{name} {good} and {bad}, without {(green ? "green" : "red")}: {seen:0}");
                }
            }
        }
    }

    [Fact]
    public void The_measure_knows_that_red_and_green_look_alike_to_such_eyes() =>
        Assert.True(Contrast.Seen(new Rgb(170, 110, 40), new Rgb(120, 130, 40), green: true) < 12);

    [Fact]
    public void Without_colours_the_selected_row_is_reversed_in_every_theme()
    {
        foreach (var name in ThemeFiles.Shipped.Keys)
        {
            Assert.True(Resolved(name).At(ColorDepth.Mono).Style(Role.Selected).Attributes.HasFlag(TextAttributes.Reverse), name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void States_that_an_operator_must_tell_apart_have_different_glyphs(string name)
    {
        var theme = Resolved(name);
        Assert.Equal(theme.Drawing == Drawing.Words ? 1 : States.Length, States.Select(theme.Glyph).Distinct().Count());
        if (theme.Drawing == Drawing.Words)
        {
            Assert.Equal(("warning: ", "error: ", ""), (theme.Lead(Role.FlashWarn), theme.Lead(Role.FlashError), theme.Lead(Role.FlashInfo)));
        }
    }

    [Fact]
    public void The_ascii_theme_has_ascii_signs_only()
    {
        var theme = Resolved("ascii");
        Assert.Equal(Drawing.Ascii, theme.Drawing);
        Assert.All(Enum.GetValues<Role>(), role => Assert.True(theme.Glyph(role) is [>= ' ' and <= '~'], role.ToString()));
    }

    private static Theme Resolved(string name) => ThemeResolver.Resolve(name, ThemeFiles.Shipped).Theme;
}
