using System.Globalization;

namespace WConsole.Terminal.Widgets;

/// <summary>Text being typed and where the cursor is, in chars, always between two characters as people see them.</summary>
public readonly record struct FieldText(string Text, int Cursor)
{
    public static FieldText Empty => new("", 0);

    /// <summary>A field with this text and the cursor at its end.</summary>
    public static FieldText Of(string text) => new(text, text.Length);

    public FieldText Insert(string typed) => Settle(Text.Insert(Cursor, typed), Cursor + typed.Length);

    /// <summary>Inserts what was pasted, as one line: it presses no Enter, and a line end at its own end (whole lines are copied so) is left out.</summary>
    public FieldText Paste(string pasted) => Insert(string.Concat(pasted.TrimEnd('\n').Select(c => char.IsControl(c) ? ' ' : c)));

    public FieldText Left() => this with { Cursor = Before(Cursor) };

    public FieldText Right() => this with { Cursor = After(Cursor) };

    public FieldText Home() => this with { Cursor = 0 };

    public FieldText End() => this with { Cursor = Text.Length };

    public FieldText Backspace() => Cut(Before(Cursor), Cursor);

    public FieldText Delete() => Cut(Cursor, After(Cursor));

    /// <summary>Takes away the word before the cursor, as Ctrl-W does in a shell.</summary>
    public FieldText DeleteWord()
    {
        var start = Text.AsSpan(0, Cursor).TrimEnd(' ').LastIndexOf(' ') + 1;
        return Cut(start, Cursor);
    }

    public FieldText DeleteToStart() => Cut(0, Cursor);

    public FieldText DeleteToEnd() => Cut(Cursor, Text.Length);

    private FieldText Cut(int start, int end) => Settle(Text.Remove(start, end - start), start);

    // An inserted mark may have joined what stands before it: the cursor never stays inside a character.
    private static FieldText Settle(string text, int cursor)
    {
        var at = 0;
        while (at < cursor)
        {
            at += StringInfo.GetNextTextElementLength(text, at);
        }

        return new FieldText(text, at);
    }

    private int After(int index) => index >= Text.Length ? Text.Length : index + StringInfo.GetNextTextElementLength(Text, index);

    private int Before(int index)
    {
        var at = 0;
        while (at < index)
        {
            var next = at + StringInfo.GetNextTextElementLength(Text, at);
            if (next >= index)
            {
                break;
            }

            at = next;
        }

        return at;
    }
}
