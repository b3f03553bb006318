using System.Text;

namespace WConsole.Terminal.Themes;

/// <summary>Roles as theme files write them.</summary>
public static class RoleNames
{
    private static readonly Dictionary<string, Role> ByName = Enum.GetValues<Role>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>All names, in the order of the roles.</summary>
    public static IReadOnlyCollection<string> All => ByName.Keys;

    /// <summary>The name of a role: <c>FlashError</c> is <c>flash-error</c>, <c>Chart1</c> is <c>chart-1</c>.</summary>
    public static string Of(Role role)
    {
        var name = new StringBuilder();
        foreach (var c in role.ToString())
        {
            if (name.Length > 0 && (char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)))
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }

    public static bool TryFind(string name, out Role role) => ByName.TryGetValue(name, out role);
}
