using System.Globalization;
using System.Text;

namespace WConsole.Terminal.Input;

/// <summary>Meaning of a complete control sequence (CSI … final): key, mouse report, focus or reply; null when it means nothing here.</summary>
internal static class ControlSequence
{
    /// <param name="body">Everything between <c>CSI</c> and the final byte: prefix, parameters, intermediates. ASCII.</param>
    /// <param name="final">The final byte, 0x40 to 0x7E.</param>
    public static InputEvent? Decode(string body, char final)
    {
        var prefix = body.Length > 0 && body[0] is >= '<' and <= '?' ? body[0] : '\0';
        var end = body.Length;
        while (end > 0 && body[end - 1] is >= ' ' and <= '/')
        {
            end--;
        }

        var text = body[(prefix == '\0' ? 0 : 1)..Math.Max(end, prefix == '\0' ? 0 : 1)];
        var intermediates = body[end..];
        if (intermediates.Length > 0)
        {
            return (prefix, intermediates, final) == ('?', "$", 'y') ? new InputEvent.Reply(ReplyKind.Mode, text) : null;
        }

        return prefix switch
        {
            '<' => final is 'M' or 'm' ? MouseReport.Decode(Numbers(text), final == 'm') : null,
            '?' => final switch
            {
                'c' => new InputEvent.Reply(ReplyKind.DeviceAttributes, text),
                'u' => new InputEvent.Reply(ReplyKind.KeyboardFlags, text),
                'n' => new InputEvent.Reply(ReplyKind.PrivateStatus, text),
                _ => null,
            },
            '>' or '=' => final == 'c' ? new InputEvent.Reply(ReplyKind.SecondaryAttributes, text) : null,
            _ => Plain(text, final),
        };
    }

    private static InputEvent? Plain(string text, char final)
    {
        switch (final)
        {
            case 'I':
                return new InputEvent.Focus(true);
            case 'O':
                return new InputEvent.Focus(false);
            case 'n':
                return new InputEvent.Reply(ReplyKind.Status, text);
            case 't':
                return new InputEvent.Reply(ReplyKind.Window, text);
        }

        var numbers = Numbers(text);

        // Only a modified F3 looks like a position in row 1, and positions are never asked for.
        if (final == 'R' && numbers.Length == 2 && numbers[0][0] != 1)
        {
            return new InputEvent.Reply(ReplyKind.CursorPosition, text);
        }

        // Third parameter of modifyOtherKeys, second of everything else; its second part is the kitty event type, 3 = release.
        var held = numbers.Length > 1 ? numbers[1] : [1];
        if (held.Length > 1 && held[1] == 3)
        {
            return null;
        }

        var modifiers = Modifiers(held[0]);
        var first = numbers.Length > 0 ? numbers[0][0] : 0;
        return final switch
        {
            'u' => FromCodePoint(first, modifiers),
            '~' when first == 27 && numbers.Length > 2 => FromCodePoint(numbers[2][0], modifiers),
            '~' => Named(FunctionKeys.FromTilde(first), modifiers),
            // rxvt: Control, and Control with Shift, change the final byte.
            '^' => Named(FunctionKeys.FromTilde(first), modifiers | KeyModifiers.Control),
            '@' => Named(FunctionKeys.FromTilde(first), modifiers | KeyModifiers.Control | KeyModifiers.Shift),
            'Z' => Named(KeyCode.Tab, modifiers | KeyModifiers.Shift),
            'a' or 'b' or 'c' or 'd' => Named(FunctionKeys.FromLetter(char.ToUpperInvariant(final)), KeyModifiers.Shift),
            _ => Named(FunctionKeys.FromLetter(final), modifiers),
        };
    }

    private static InputEvent.Key? Named(KeyCode? code, KeyModifiers modifiers) => code is { } known ? new InputEvent.Key(known, null, modifiers) : null;

    private static InputEvent.Key? FromCodePoint(int code, KeyModifiers modifiers)
    {
        if (FunctionKeys.FromKitty(code) is { } named)
        {
            return new InputEvent.Key(named, null, modifiers);
        }

        if (FunctionKeys.KeypadText(code) is { } text)
        {
            code = text;
        }
        else if (code is >= 57344 and <= 63743)
        {
            // The private area stands for keys without text: locks, media keys, lone modifiers.
            return null;
        }

        return Rune.IsValid(code) && !Rune.IsControl(new Rune(code)) ? KeyChord.Character(new Rune(code), modifiers).Pressed() : null;
    }

    private static InputEvent.Key Pressed(this KeyChord chord) => new(chord.Code, chord.Text, chord.Modifiers);

    private static KeyModifiers Modifiers(int parameter) => (KeyModifiers)(Math.Max(parameter - 1, 0) & 0xF);

    private static int[][] Numbers(string text) => text.Length == 0
        ? []
        : Array.ConvertAll(text.Split(';'), field => Array.ConvertAll(field.Split(':'), Number));

    // Missing or too large counts as 0, which no key and no coordinate uses.
    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
