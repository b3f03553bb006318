using System.Globalization;
using System.Text;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// A short name for a long one, the same in every version: FNV-1a of 64 bits, of which the last ones are taken. Nothing secret depends on it. The base library's
/// only hashes that never change are cryptographic, and load OpenSSL: ten milliseconds and four megabytes of every start of the launcher and of what asks it.
/// </summary>
internal static class NameHash
{
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <param name="bytes">At most 8.</param>
    /// <returns>Two lower case hexadecimal digits for each byte.</returns>
    public static string Of(string text, int bytes)
    {
        var hash = Basis;
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ one) * Prime);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture)[^(2 * bytes)..];
    }
}
