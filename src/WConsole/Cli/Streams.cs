using System.Runtime.InteropServices;
using System.Text;

namespace WConsole.Cli;

/// <summary>
/// Where batch writes: data to the one, problems to the other.
/// </summary>
/// <param name="OutIsTerminal">Whether data goes to a person's terminal.</param>
/// <param name="CanDraw">Whether a full screen can be shown: input and output are a terminal that can do more than print.</param>
public sealed record Streams(Stream Out, TextWriter Error, bool OutIsTerminal, bool CanDraw)
{
    /// <summary>What stands on the terminal and must go before anything else comes; null: nothing.</summary>
    public StartLine? StartLine { get; init; }

    /// <summary>Whether progress goes to a person's terminal that can be drawn over.</summary>
    public bool ErrorIsTerminal { get; init; }

    public static Streams Standard() => new(
        new DescriptorStream(1, "standard output"), new StreamWriter(new DescriptorStream(2, "standard error"), new UTF8Encoding(false)) { AutoFlush = true }, IsTerminal(1) == 1, CanDrawHere())
    {
        ErrorIsTerminal = IsTerminal(2) == 1 && !IsDumb(),
    };

    /// <summary>Whether this process was started on a terminal that can show a full screen.</summary>
    public static bool CanDrawHere() => IsTerminal(1) == 1 && IsTerminal(0) == 1 && !IsDumb();

    /// <summary>Writes text as data.</summary>
    public void Data(string text) => Data(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes as data.</summary>
    /// <exception cref="OutputLostException">Not all of it was written; a reader that went away is no problem of ours.</exception>
    public void Data(ReadOnlySpan<byte> bytes)
    {
        StartLine?.Erase();
        Out.Write(bytes);
        Out.Flush();
    }

    /// <summary>One line about a problem or progress, made safe for a terminal.</summary>
    public void Say(string line)
    {
        StartLine?.Erase();
        try
        {
            Error.WriteLine(Output.PlainText.Line(line));
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }

    private static bool IsDumb() => Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";

    [DllImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int IsTerminal(int handle);
}
