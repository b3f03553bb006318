using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal;

/// <summary>SGR, as a terminal reads it.</summary>
internal static class VtPen
{
    public static SgrState Apply(SgrState pen, int[] numbers)
    {
        if (numbers.Length == 0)
        {
            return SgrState.Default;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            var n = numbers[i];
            pen = n switch
            {
                0 => SgrState.Default,
                1 => On(pen, TextAttributes.Bold),
                2 => On(pen, TextAttributes.Dim),
                3 => On(pen, TextAttributes.Italic),
                4 => On(pen, TextAttributes.Underline),
                7 => On(pen, TextAttributes.Reverse),
                9 => On(pen, TextAttributes.Strikethrough),
                22 => Off(pen, TextAttributes.Bold | TextAttributes.Dim),
                23 => Off(pen, TextAttributes.Italic),
                24 => Off(pen, TextAttributes.Underline),
                27 => Off(pen, TextAttributes.Reverse),
                29 => Off(pen, TextAttributes.Strikethrough),
                38 => pen with { Foreground = Extended(numbers, ref i) },
                48 => pen with { Background = Extended(numbers, ref i) },
                >= 30 and <= 37 => pen with { Foreground = n - 30 },
                39 => pen with { Foreground = SgrState.Own },
                >= 40 and <= 47 => pen with { Background = n - 40 },
                49 => pen with { Background = SgrState.Own },
                >= 90 and <= 97 => pen with { Foreground = n - 90 + 8 },
                >= 100 and <= 107 => pen with { Background = n - 100 + 8 },
                _ => throw new InvalidOperationException($"unknown SGR {n}"),
            };
        }

        return pen;
    }

    private static int Extended(int[] numbers, ref int i)
    {
        if (numbers[++i] == 5)
        {
            return SgrState.Indexed + numbers[++i];
        }

        VtFault.Unless(numbers[i] == 2, $"a colour of kind {numbers[i]}");
        i += 3;
        return SgrState.Direct + (numbers[i - 2] << 16) + (numbers[i - 1] << 8) + numbers[i];
    }

    private static SgrState On(SgrState pen, TextAttributes attribute) => pen with { Attributes = pen.Attributes | attribute };

    private static SgrState Off(SgrState pen, TextAttributes attribute) => pen with { Attributes = pen.Attributes & ~attribute };
}
