namespace WConsole.Terminal.Cells;

/// <summary>What stands for our own drawing characters where only ASCII can be shown, or where the screen is read out.</summary>
internal static class AsciiLikeness
{
    public static int Of(int rune) => rune switch
    {
        < 0x7F => rune,
        '─' or '━' or '═' or '╌' or '┄' => '-',
        '│' or '┃' or '║' or '▏' or '▎' or '▕' => '|',
        >= 0x2500 and <= 0x257F => '+',
        '█' or '▉' or '▊' or '▋' or '▌' or '▓' or '▅' or '▆' or '▇' => '#',
        '▁' => '_',
        '▂' or '▃' => '.',
        '▄' or '▅' => 'o',
        '░' or '▒' or '▍' => ':',
        '…' => '~',
        '·' or '•' or '∙' => '.',
        '●' or '◉' or '◆' or '■' or '★' => '*',
        '○' or '◌' or '◯' or '◇' or '□' or '☆' => 'o',
        '✓' or '✔' => '+',
        '✗' or '✘' or '×' or '✕' or '⨯' => 'x',
        '↑' or '▲' or '△' => '^',
        '↓' or '▼' or '▽' => 'v',
        '←' or '◀' or '◁' or '‹' or '«' => '<',
        '→' or '▶' or '▷' or '›' or '»' or '❯' => '>',
        '↻' or '⟳' or '↺' => '@',
        '–' or '—' or '‐' or '−' => '-',
        '‘' or '’' => '\'',
        '“' or '”' => '"',
        _ => '?',
    };

    /// <summary>The letter that is read out instead of a sign; null: the character itself is text.</summary>
    public static int? Spoken(int rune) => rune switch
    {
        '●' => 'y',
        '✗' => 'n',
        '…' or '–' or '—' or '·' or < 0x2190 => null,
        // Arrows, lines, blocks, geometric shapes and dingbats.
        <= 0x21FF or (>= 0x2500 and <= 0x27BF) => Of(rune) is var like && like == '?' ? ' ' : like,
        _ => null,
    };
}
