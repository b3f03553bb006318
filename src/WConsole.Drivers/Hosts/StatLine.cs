using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace WConsole.Drivers.Hosts;

/// <summary>What /proc/PID/stat says of a living process, as far as it is needed here.</summary>
/// <param name="Ticks">Processor time, its own and the kernel's for it.</param>
/// <param name="Pages">Resident memory.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatLine(int Parent, int Group, int Session, long Ticks, int Threads, long StartTicks, long Pages)
{
    // Nothing in it is longer than a number, but the name.
    private const int MostBytes = 1024;

    /// <summary>Null for what is no live process (a zombie is none), cannot be read or is not understood.</summary>
    public static StatLine? Read(string path)
    {
        Span<byte> bytes = stackalloc byte[MostBytes];
        return ProcFile.Read(path, bytes) is > 0 and var n ? Parse(bytes[..n]) : null;
    }

    /// <summary>The program's name in it may hold blanks and parentheses.</summary>
    public static StatLine? Parse(ReadOnlySpan<byte> text)
    {
        var rest = text[(text.LastIndexOf((byte)')') + 1)..];
        Span<long> fields = stackalloc long[22];
        var count = 0;
        while (count < fields.Length)
        {
            rest = rest.TrimStart((byte)' ');
            if (rest.IsEmpty)
            {
                break;
            }

            var end = rest.IndexOfAny((byte)' ', (byte)'\n');
            var word = end < 0 ? rest : rest[..end];
            if (count == 0)
            {
                if (word.Length != 1 || "ZXx"u8.Contains(word[0]))
                {
                    return null;
                }
            }
            else if (!Utf8Parser.TryParse(word, out fields[count], out var used) || used != word.Length)
            {
                // Flags of the kernel may not fit: none of them is asked for here.
                fields[count] = 0;
            }

            count++;
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return count < fields.Length ? null : new StatLine((int)fields[1], (int)fields[2], (int)fields[3], fields[11] + fields[12], (int)fields[17], fields[19], fields[21]);
    }
}
