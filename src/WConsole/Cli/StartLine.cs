using System.Text;

namespace WConsole.Cli;

/// <summary>
/// The first sign of life on a terminal, there before the command line is read: one word where the cursor stands, taken away again before anything else is
/// written. Left by a start that was killed it is a word in the scrollback, no broken terminal. Any thread; an erased line stays erased.
/// </summary>
public sealed class StartLine
{
    private static readonly DescriptorStream Terminal = new(1, "the terminal");

    private int _shown;

    /// <summary>Writes it.</summary>
    public static StartLine Show()
    {
        // Short enough for any terminal: a line that wraps could not be erased.
        Write("wconsole ..."u8);
        return new StartLine { _shown = 1 };
    }

    /// <summary>Takes it away, once.</summary>
    public void Erase()
    {
        if (Interlocked.Exchange(ref _shown, 0) == 1)
        {
            Write("\e[1G\e[K"u8);
        }
    }

    /// <summary>Puts lines in its place, which stay.</summary>
    /// <param name="lines">Without their ends; safe for a terminal.</param>
    /// <returns>False when nothing stood there any more: nothing was written.</returns>
    public bool Leave(IReadOnlyList<string> lines)
    {
        if (Interlocked.Exchange(ref _shown, 0) == 0)
        {
            return false;
        }

        Write(Encoding.UTF8.GetBytes($"\e[1G\e[K{string.Join('\n', lines)}\n"));
        return true;
    }

    private static void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Terminal.Write(bytes);
        }
        catch (OutputLostException)
        {
            // A terminal that is gone is found out later.
        }
    }
}
