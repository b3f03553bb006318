namespace WConsole.Terminal.Screen;

/// <summary>What a program on the screen may ask of the loop, on the loop's own thread.</summary>
public interface IUiHost
{
    /// <summary>Time from a frame to the terminal's answer; null before the first.</summary>
    TimeSpan? RoundTrip { get; }

    /// <summary>
    /// Gives the terminal back, runs <paramref name="body"/> (which starts a pager or an editor and waits for it), takes the
    /// terminal again and repaints. The loop does nothing else meanwhile.
    /// </summary>
    void Lend(Action body);

    /// <summary>Stops the program as Ctrl-Z does elsewhere, once the event is handled. False when there is no shell to continue it.</summary>
    bool Suspend();

    /// <summary>Forgets what the terminal is believed to show and sends everything anew.</summary>
    void Repaint();

    /// <summary>Says, while drawing, that rows top (inside) to bottom (outside) moved up by so many lines: a wrong hint costs bytes, never correctness.</summary>
    void ScrollHint(int top, int bottom, int lines);

    /// <summary>Switches mouse reports.</summary>
    void SetMouse(bool on);

    /// <summary>Names the terminal's window; its own title comes back when the terminal is given back. Bytes go out only when it changed.</summary>
    void SetTitle(string title);

    /// <summary>Puts text on the operator's own clipboard (OSC 52), where the terminal allows that. False when it is too long.</summary>
    bool Copy(string text);
}
