using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using WConsole.Tests.Terminal;

namespace WConsole.Bench.Screens;

/// <summary>
/// Replays what a pty driver recorded into the terminal of the tests, and looks at the picture after every synchronized update: nothing may be left of another size, no line may
/// wrap, and the frame must be closed on all sides.
/// </summary>
internal static partial class FrameJudge
{
    private static readonly byte[] Begin = "\e[?2026h"u8.ToArray();
    private static readonly byte[] End = "\e[?2026l"u8.ToArray();

    /// <param name="record">Lines "S COLUMNS ROWS" for a new size and "B HEX" for what was written.</param>
    public static (int Frames, IReadOnlyList<string> Problems) Judge(IEnumerable<string> record)
    {
        var problems = new List<string>();
        var (frames, isKnown) = (0, false);
        var screen = new VtScreen(1, 1, joinsClusters: true);
        var rest = new List<byte>();
        foreach (var line in record)
        {
            var words = line.Split(' ');
            if (words[0] == "S")
            {
                screen.Resize(Number(words[1]), Number(words[2]));
                isKnown = false;
                continue;
            }

            rest.AddRange(Convert.FromHexString(words[1]));
            while (Next(rest) is { } frame)
            {
                // Frames for an old size may still come after the new one was set, and two sizes may be set while one of them is on its way: from the first that
                // clears and reaches down to the last row on, everything counts. A console that never draws one has too few frames in the end.
                isKnown |= frame.AsSpan().IndexOf("\e[2J"u8) >= 0 && LastRow(frame) == screen.Height;
                if (!isKnown)
                {
                    continue;
                }

                frames++;
                if (Problem(screen, frame) is { } problem)
                {
                    problems.Add($"frame {frames} at {screen.Width}×{screen.Height}: {problem}\n{screen.ToText()}");
                    isKnown = false;
                }
            }
        }

        return (frames, problems);
    }

    // The next whole update; what lies between updates (titles, questions) draws nothing.
    private static byte[]? Next(List<byte> bytes)
    {
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
        var end = all.IndexOf(End);
        if (end < 0)
        {
            return null;
        }

        var begin = all[..end].LastIndexOf(Begin);
        byte[] frame = begin < 0 ? [] : all[begin..(end + End.Length)].ToArray();
        bytes.RemoveRange(0, end + End.Length);
        return frame;
    }

    // The lowest row that the cursor is sent to, from 1.
    private static int LastRow(byte[] frame) =>
        CursorTo().Matches(Encoding.UTF8.GetString(frame)).Select(m => Number(m.Groups[1].Value)).DefaultIfEmpty(0).Max();

    private static string? Problem(VtScreen screen, byte[] frame)
    {
        try
        {
            screen.Feed(frame);
        }
        catch (VtFault fault)
        {
            return fault.Message;
        }

        if (screen.Wraps > 0)
        {
            return "a line wrapped";
        }

        string[] lines = [.. Enumerable.Range(0, screen.Height).Select(y => Row(screen, y))];
        if (Array.FindIndex(lines, l => l.Contains(VtScreen.Poison, StringComparison.Ordinal)) is >= 0 and var poisoned)
        {
            return $"row {poisoned} holds something that was never drawn at this size";
        }

        var top = Array.FindIndex(lines, l => l.StartsWith('╭'));
        var bottom = screen.Height - 2;
        return top is < 0 or > 3 || !lines[top].EndsWith('╮') ? "no whole upper border"
            : !lines[bottom].StartsWith('╰') || !lines[bottom].EndsWith('╯') ? "no whole lower border"
            : Enumerable.Range(top + 1, bottom - top - 1).FirstOrDefault(y => !lines[y].StartsWith('│') || !lines[y].EndsWith('│'), -1) is >= 0 and var open ? $"row {open} is open at a side"
            : null;
    }

    private static string Row(VtScreen screen, int y)
    {
        var text = new StringBuilder();
        for (var x = 0; x < screen.Width; x++)
        {
            text.Append(screen[x, y].Text);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\e\[([0-9]+)(?:;[0-9]+)?H")]
    private static partial Regex CursorTo();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
