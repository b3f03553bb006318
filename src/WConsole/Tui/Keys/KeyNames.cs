using System.Text;

namespace WConsole.Tui.Keys;

/// <summary>The words by which palette and settings call what keys do: <c>page-up</c>, <c>sort-left</c>.</summary>
internal static class KeyNames
{
    private static readonly Dictionary<KeyId, string> Names = Enum.GetValues<KeyId>().ToDictionary(id => id, Kebab);

    public static string Of(KeyId id) => Names[id];

    public static IEnumerable<string> All => Names.Values;

    private static string Kebab(KeyId id)
    {
        var text = new StringBuilder();
        foreach (var c in id.ToString())
        {
            text.Append(char.IsUpper(c) && text.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
