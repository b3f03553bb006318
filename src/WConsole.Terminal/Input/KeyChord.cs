using System.Globalization;
using System.Text;

namespace WConsole.Terminal.Input;

/// <summary>
/// A key with its modifiers as settings, help and bindings write it: "q", "X", "space", "ctrl-r", "shift-up", "f1", "alt-enter".
/// Two chords are equal when the same key press produces both.
/// </summary>
public readonly record struct KeyChord(KeyCode Code, Rune? Text, KeyModifiers Modifiers)
{
    // The first name of a code is the one that is written.
    private static readonly (string Name, KeyCode Code)[] Names =
    [
        ("enter", KeyCode.Enter), ("return", KeyCode.Enter), ("tab", KeyCode.Tab), ("backspace", KeyCode.Backspace),
        ("esc", KeyCode.Escape), ("escape", KeyCode.Escape),
        ("up", KeyCode.Up), ("down", KeyCode.Down), ("left", KeyCode.Left), ("right", KeyCode.Right),
        ("home", KeyCode.Home), ("end", KeyCode.End),
        ("pgup", KeyCode.PageUp), ("pageup", KeyCode.PageUp), ("pgdn", KeyCode.PageDown), ("pagedown", KeyCode.PageDown),
        ("ins", KeyCode.Insert), ("insert", KeyCode.Insert), ("del", KeyCode.Delete), ("delete", KeyCode.Delete),
        ("begin", KeyCode.Begin), ("menu", KeyCode.Menu),
    ];

    private static readonly (string Prefix, KeyModifiers Modifier)[] Prefixes =
    [
        ("ctrl-", KeyModifiers.Control), ("alt-", KeyModifiers.Alt), ("shift-", KeyModifiers.Shift), ("super-", KeyModifiers.Super),
    ];

    /// <summary>The chord of a typed character; letters are brought into the normal form of <see cref="InputEvent.Key"/>.</summary>
    public static KeyChord Character(Rune text, KeyModifiers modifiers = KeyModifiers.None)
    {
        if ((modifiers & (KeyModifiers.Control | KeyModifiers.Super)) != 0)
        {
            // ctrl-shift-r comes as "R" from some terminals and as "r" with Shift from others.
            if (Rune.IsUpper(text))
            {
                (text, modifiers) = (Rune.ToLowerInvariant(text), modifiers | KeyModifiers.Shift);
            }
        }
        else if ((modifiers & KeyModifiers.Shift) != 0 && Rune.IsLetter(text))
        {
            (text, modifiers) = (Rune.ToUpperInvariant(text), modifiers & ~KeyModifiers.Shift);
        }

        return new KeyChord(KeyCode.Character, text, modifiers);
    }

    /// <summary>The chord of a key that types nothing.</summary>
    public static KeyChord Of(KeyCode code, KeyModifiers modifiers = KeyModifiers.None) => new(code, null, modifiers);

    /// <summary>Reads the text form; null when it names no key. Prefixes and names may be in any case, a single character is taken as it is.</summary>
    public static KeyChord? Parse(string text)
    {
        var rest = text.AsSpan().Trim(' ');
        var modifiers = KeyModifiers.None;
        for (var found = true; found;)
        {
            found = false;
            foreach (var (prefix, modifier) in Prefixes)
            {
                // "ctrl--" is Control and the minus key: a prefix is one only when something follows it.
                if (rest.Length > prefix.Length && rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    rest = rest[prefix.Length..];
                    modifiers |= modifier;
                    found = true;
                }
            }
        }

        if (Rune.DecodeFromUtf16(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done && used == rest.Length)
        {
            // People write "Ctrl-R" for the key pressed without Shift.
            var plain = (modifiers & KeyModifiers.Control) != 0 ? Rune.ToLowerInvariant(rune) : rune;
            return Rune.IsControl(rune) ? null : Character(plain, modifiers);
        }

        if (rest.Equals("space", StringComparison.OrdinalIgnoreCase))
        {
            return Character(new Rune(' '), modifiers);
        }

        if (rest.Length is 2 or 3 && rest[0] is 'f' or 'F'
            && int.TryParse(rest[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 24)
        {
            return Of(KeyCode.F1 + (number - 1), modifiers);
        }

        foreach (var (name, code) in Names)
        {
            if (rest.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Of(code, modifiers);
            }
        }

        return null;
    }

    /// <summary>The text form; <see cref="Parse"/> reads it back to the same chord.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (prefix, modifier) in Prefixes)
        {
            if ((Modifiers & modifier) != 0)
            {
                text.Append(prefix);
            }
        }

        return text.Append(KeyName()).ToString();
    }

    private string KeyName()
    {
        if (Code == KeyCode.Character)
        {
            return Text is not { } rune || rune.Value == ' ' ? "space" : rune.ToString();
        }

        if (Code is >= KeyCode.F1 and <= KeyCode.F24)
        {
            return string.Create(CultureInfo.InvariantCulture, $"f{Code - KeyCode.F1 + 1}");
        }

        var code = Code;
        return Array.Find(Names, n => n.Code == code).Name;
    }
}
