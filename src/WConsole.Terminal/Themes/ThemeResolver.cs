using System.Collections.Immutable;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Themes;

/// <summary>Makes a theme out of theme files. Never fails: what is wrong is told, and the best that is left is used.</summary>
public static class ThemeResolver
{
    /// <summary>
    /// The theme of this name with everything it inherits. An unknown name gives the fallback (and a problem); what no theme of the chain says comes from <see cref="Theme.Plain"/>.
    /// </summary>
    public static (Theme Theme, ImmutableArray<ThemeProblem> Problems) Resolve(string name, IReadOnlyDictionary<string, ThemeSource> sources, string fallback = "dark") =>
        Resolve(name, sources.GetValueOrDefault, () => sources.Keys, fallback);

    /// <summary>As above, but asks only for the themes of the chain, so that the others need not be read.</summary>
    /// <param name="find">The theme of a name; null when there is none.</param>
    /// <param name="names">All names, for a message.</param>
    public static (Theme Theme, ImmutableArray<ThemeProblem> Problems) Resolve(string name, Func<string, ThemeSource?> find, Func<IEnumerable<string>> names, string fallback = "dark")
    {
        var problems = ImmutableArray.CreateBuilder<ThemeProblem>();
        if (find(name) is null)
        {
            problems.Add(new ThemeProblem(name, "theme", $"there is no such theme; using {fallback} (there are: {string.Join(", ", names().Order(StringComparer.Ordinal))})"));
            name = fallback;
        }

        var roles = Enum.GetValues<Role>().Select(role => Theme.Plain[role]).ToArray();
        var palette = new Dictionary<string, Rgb>(StringComparer.Ordinal);
        var drawing = Drawing.Lines;
        foreach (var source in Chain(name, find, problems))
        {
            ReadPalette(source, palette, problems);
            ReadRoles(source, palette, roles, problems);
            ReadGlyphs(source, roles, problems);
            drawing = ReadDrawing(source, drawing, problems);
        }

        return (new Theme(name, OnGround(roles), drawing), problems.ToImmutable());
    }

    // From the eldest ancestor to the theme itself.
    private static Stack<ThemeSource> Chain(string name, Func<string, ThemeSource?> find, ImmutableArray<ThemeProblem>.Builder problems)
    {
        var chain = new Stack<ThemeSource>();
        for (var next = name; next is not null;)
        {
            if (find(next) is not { } source)
            {
                if (chain.TryPeek(out var heir))
                {
                    problems.Add(new ThemeProblem(heir.Name, "inherits", $"there is no theme '{next}'"));
                }

                break;
            }

            if (chain.Any(s => s.Name == source.Name))
            {
                problems.Add(new ThemeProblem(chain.Peek().Name, "inherits", $"'{next}' inherits from this one: a circle"));
                break;
            }

            chain.Push(source);
            next = source.Inherits;
        }

        return chain;
    }

    private static void ReadPalette(ThemeSource source, Dictionary<string, Rgb> palette, ImmutableArray<ThemeProblem>.Builder problems)
    {
        foreach (var (key, value) in source.Palette)
        {
            if (ColorName.TryParse(value, palette, out var color) && color is { } rgb)
            {
                palette[key] = rgb;
            }
            else
            {
                problems.Add(new ThemeProblem(source.Name, $"palette.{key}", $"'{value}' is no colour; write #rrggbb or a classic name"));
            }
        }
    }

    // A theme that gives its text a ground means all that stands on it.
    private static ImmutableArray<RoleStyle> OnGround(RoleStyle[] roles) => roles[(int)Role.Text].Style.Background is { } ground
        ? [.. roles.Select((look, i) => look.Style.Background is null && i != (int)Role.Marked ? look with { Style = look.Style.WithBackground(ground) } : look)]
        : [.. roles];

    private static Drawing ReadDrawing(ThemeSource source, Drawing inherited, ImmutableArray<ThemeProblem>.Builder problems)
    {
        switch (source.Drawing)
        {
            case null:
                return inherited;
            case "lines":
                return Drawing.Lines;
            case "ascii":
                return Drawing.Ascii;
            case "words":
                return Drawing.Words;
            default:
                problems.Add(new ThemeProblem(source.Name, "drawing", $"'{source.Drawing}' is none of lines, ascii, words"));
                return inherited;
        }
    }

    private static void ReadGlyphs(ThemeSource source, RoleStyle[] roles, ImmutableArray<ThemeProblem>.Builder problems)
    {
        foreach (var (key, value) in source.Glyphs)
        {
            var glyph = value == "none" ? " " : value;
            if (!RoleNames.TryFind(key, out var role))
            {
                problems.Add(new ThemeProblem(source.Name, $"glyphs.{key}", "there is no such role"));
            }
            else if (RoleSpec.GlyphProblem(glyph) is { } wrong)
            {
                problems.Add(new ThemeProblem(source.Name, $"glyphs.{key}", wrong));
            }
            else
            {
                roles[(int)role] = roles[(int)role] with { Glyph = glyph };
            }
        }
    }

    private static void ReadRoles(ThemeSource source, Dictionary<string, Rgb> palette, RoleStyle[] roles, ImmutableArray<ThemeProblem>.Builder problems)
    {
        foreach (var (key, value) in source.Roles)
        {
            if (RoleNames.TryFind(key, out var role))
            {
                roles[(int)role] = RoleSpec.Parse(value, roles[(int)role], palette, message => problems.Add(new ThemeProblem(source.Name, key, message)));
            }
            else
            {
                problems.Add(new ThemeProblem(source.Name, key, $"there is no such role (there are: {string.Join(' ', RoleNames.All)})"));
            }
        }
    }
}
