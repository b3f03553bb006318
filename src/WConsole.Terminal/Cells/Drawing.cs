namespace WConsole.Terminal.Cells;

/// <summary>What pictures are made of.</summary>
public enum Drawing
{
    /// <summary>Box drawing and whatever signs Unicode has.</summary>
    Lines,

    /// <summary>ASCII only, text from outside too: what has no likeness becomes a question mark.</summary>
    Ascii,

    /// <summary>Nothing but text, line after line, for who listens to the screen: no frames, bars as numbers, the terminal's cursor where the selection is.</summary>
    Words,
}
