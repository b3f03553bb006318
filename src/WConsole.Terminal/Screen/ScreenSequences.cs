using System.Text;
using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Screen;

/// <summary>What is sent to take the whole screen and to give it back.</summary>
internal static class ScreenSequences
{
    public const string MouseOn = "\e[?1000h\e[?1006h";
    public const string MouseOff = "\e[?1006l\e[?1000l";

    public static ReadOnlySpan<byte> KeysOff => "\e[<u"u8;

    /// <summary>Asks for a sign of life, <c>CSI 0 n</c>.</summary>
    public static ReadOnlySpan<byte> StatusRequest => "\e[5n"u8;

    /// <summary>Asks for the background colour; the answer tells light from dark.</summary>
    public static ReadOnlySpan<byte> BackgroundRequest => "\e]11;?\e\\"u8;

    /// <summary>Puts text on the operator's clipboard (OSC 52); null when it is longer than terminals take.</summary>
    public static byte[]? Clipboard(string text)
    {
        const int Limit = 65536;
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= Limit ? Encoding.ASCII.GetBytes($"\e]52;c;{Convert.ToBase64String(bytes)}\e\\") : null;
    }

    /// <summary>Keeps the window's title, to be brought back by <see cref="TitleBack"/>; terminals hold a small stack of them.</summary>
    public const string TitleKept = "\e[22;2t";

    public const string TitleBack = "\e[23;2t";

    /// <summary>Names the window (OSC 2). Control characters, which could end the sequence, are taken out, and long text is cut.</summary>
    public static byte[] Title(string text)
    {
        const int Limit = 200;
        var safe = string.Concat(text.Where(c => !char.IsControl(c)));
        return Encoding.UTF8.GetBytes($"\e]2;{TextWidth.Truncate(safe, Limit)}\e\\");
    }

    /// <summary>
    /// Alternate screen, cursor hidden, autowrap on (tmux misplaces combining marks without it), focus, paste, mouse without
    /// motion, the title kept, keys told apart (kitty; its stack belongs to the alternate screen, so it comes after it).
    /// </summary>
    public static byte[] Enter(bool mouse, bool plain) =>
        Encoding.ASCII.GetBytes(plain
            ? "\e[?1049h\e[0m\e[?7h\e[?25l\e[2J"
            : $"{TitleKept}\e[?1049h\e[0m\e[?7h\e[?25l\e[2J\e[?1004h\e[?2004h{(mouse ? MouseOn : "")}\e[>1u");

    /// <summary>The reverse, and whatever a frame broken off in its middle may have left: synchronized output, colours, a scroll region.</summary>
    public static byte[] Leave(bool plain) =>
        Encoding.ASCII.GetBytes(plain
            ? "\e[0m\e[r\e[?25h\e[?1049l"
            : $"\e[?2026l\e[0m\e[r\e[<u{MouseOff}\e[?2004l\e[?1004l\e[?25h\e[?1049l{TitleBack}");
}
