namespace WConsole.Bench.Simulator;

/// <summary>Text that would harm a terminal that got it raw. None of it is anything that the console itself ever writes.</summary>
internal static class HostileText
{
    /// <summary>Stands inside the sequences, to be looked for on the terminal.</summary>
    public const string Mark = "PWNED";

    private static readonly string[] Pieces =
    [
        $"\u001b]0;{Mark}\u0007", "\u001b[5;8;66m", "\u001bc", "\u001b[?1049l", "\u001b[2;5r", "\u001b(0", "\u000e", "\u009b31m", $"\u009d0;{Mark}\u009c",
        "\u202e", "\u0000", "\u0008\u0008\u0008", "\r\n", "\u001b[6n", $"\u001b]52;c;{Mark}\u0007", "\u001bP$q\u001b\\", "\u007f", "\u2066", "\u001b[?1003h",
    ];

    /// <summary>The n-th of them.</summary>
    public static string Piece(int n) => Pieces[n % Pieces.Length];

    /// <summary>Several together.</summary>
    public static string Run(int n) => Piece(n) + Piece(n * 7 + 3) + Piece(n * 5 + 1);
}
