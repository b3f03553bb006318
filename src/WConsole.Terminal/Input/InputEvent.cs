using System.Text;

namespace WConsole.Terminal.Input;

/// <summary>One thing that came from the operator's terminal. A closed list.</summary>
public abstract record InputEvent
{
    private InputEvent()
    {
    }

    /// <summary>
    /// A key press in its normal form: what Shift did to a character is in the text ("X", not Shift and "x"), and a letter
    /// held with Control is lower case. <paramref name="Text"/> is set exactly when <paramref name="Code"/> is Character.
    /// </summary>
    public sealed record Key(KeyCode Code, Rune? Text, KeyModifiers Modifiers) : InputEvent
    {
        /// <summary>The form that key bindings are compared with.</summary>
        public KeyChord Chord => new(Code, Text, Modifiers);
    }

    /// <summary>A mouse report; <paramref name="X"/> and <paramref name="Y"/> count cells from 0 at the top left.</summary>
    public sealed record Mouse(MouseKind Kind, int X, int Y, MouseButton Button, KeyModifiers Modifiers) : InputEvent;

    /// <summary>
    /// Text pasted by the terminal, line ends as \n, without control characters but those and tabs. It is data: no part of it is a key. <paramref name="Truncated"/> says
    /// that it was longer than the limit, or that its end never came.
    /// </summary>
    public sealed record Paste(string Text, bool Truncated) : InputEvent;

    /// <summary>The terminal window got or lost the operator's attention.</summary>
    public sealed record Focus(bool Gained) : InputEvent;

    /// <summary>
    /// An answer of the terminal; <paramref name="Parameters"/> is its text between introducer and final byte, without
    /// prefix and intermediates ("0", "64;1;22", "11;rgb:1e1e/1e1e/2e2e").
    /// </summary>
    public sealed record Reply(ReplyKind Kind, string Parameters) : InputEvent;
}
