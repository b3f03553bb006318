namespace WConsole.Terminal.Cells;

/// <summary>What stands for our own drawing characters on a terminal that knows only ASCII.</summary>
internal static class AsciiLikeness
{
    public static int Of(int rune) => rune switch
    {
        < 0x7F => rune,
        '─' or '━' or '═' or '╌' or '┄' => '-',
        '│' or '┃' or '║' or '▏' or '▎' or '▕' => '|',
        >= 0x2500 and <= 0x257F => '+',
        '█' or '▉' or '▊' or '▋' or '▌' or '▓' or '▆' or '▇' => '#',
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
}
