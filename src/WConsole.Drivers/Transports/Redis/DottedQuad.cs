using System.Net;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>
/// An IPv4 address as people write it. The base library's own parser knows more forms, is not compiled ahead, and costs every start 2 to 3 ms (ADR 8); what is not
/// this one form goes to it.
/// </summary>
internal static class DottedQuad
{
    private const int Parts = 4;

    /// <returns>Null: it is not four decimal numbers of 0 to 255 without leading zeros.</returns>
    public static IPAddress? Of(string host)
    {
        var bytes = new byte[Parts];
        var (part, value, digits) = (0, 0, 0);
        foreach (var c in host)
        {
            if (c == '.' && digits > 0 && part < Parts - 1)
            {
                (bytes[part], part, value, digits) = ((byte)value, part + 1, 0, 0);
                continue;
            }

            value = (value * 10) + (c - '0');
            digits++;
            // A leading zero means octal to some.
            if (!char.IsAsciiDigit(c) || value > byte.MaxValue || (digits > 1 && value < 10))
            {
                return null;
            }
        }

        if (part != Parts - 1 || digits == 0)
        {
            return null;
        }

        bytes[part] = (byte)value;
        return new IPAddress(bytes);
    }
}
