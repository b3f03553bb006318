using System.Globalization;
using System.Text;
using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal;

/// <summary>
/// A small terminal to judge what the program writes. Strict: a sequence it does not know is a failure. What a real terminal leaves undefined (the other half of a wide character
/// that was overwritten) becomes <see cref="Poison"/>, so that nobody can rely on it. Joining terminals draw a cluster as one, others each code point by itself.
/// </summary>
internal sealed class VtScreen(int width, int height, bool joinsClusters = false)
{
    public const string Poison = "▚";

    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _pending = new();
    private VtCell[,] _cells = Blank(width, height, SgrState.Default);
    private SgrState _pen = SgrState.Default;
    private (int X, int Y) _at;
    private (int X, int Y) _last = (-1, -1);
    private (int Top, int Bottom) _margins = (0, height);
    private bool _wrapNext;

    public int Width { get; private set; } = width;

    public int Height { get; private set; } = height;

    public (int X, int Y) Cursor => _at;

    public bool CursorVisible { get; private set; } = true;

    /// <summary>Private modes that were set and not taken back, such as 1049.</summary>
    public HashSet<int> Modes { get; } = [];

    /// <summary>Lines that ran over the right edge: an encoder never lets that happen.</summary>
    public int Wraps { get; private set; }

    public VtCell this[int x, int y] => _cells[y, x];

    public void Resize(int newWidth, int newHeight)
    {
        // What a terminal keeps of the old picture is its own affair.
        (Width, Height) = (newWidth, newHeight);
        _cells = Blank(newWidth, newHeight, SgrState.Default);
        for (var y = 0; y < newHeight; y++)
        {
            for (var x = 0; x < newWidth; x++)
            {
                _cells[y, x] = new VtCell(Poison, 1, SgrState.Default);
            }
        }

        (_at, _margins, _wrapNext) = ((newWidth / 2, newHeight / 2), (0, newHeight), false);
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        var chars = new char[bytes.Length + 1];
        _pending.Append(chars, 0, _utf8.GetChars(bytes, chars, flush: false));
        var text = _pending.ToString();
        var used = 0;
        while (used < text.Length && Step(text.AsSpan(used)) is var step and > 0)
        {
            used += step;
        }

        _pending.Remove(0, used);
    }

    public string ToText()
    {
        var lines = new List<string>();
        for (var y = 0; y < Height; y++)
        {
            lines.Add(string.Concat(Enumerable.Range(0, Width).Select(x => _cells[y, x].Text)).TrimEnd(' '));
        }

        return string.Join('\n', lines);
    }

    // How many chars one step took; 0 when more must come first.
    private int Step(ReadOnlySpan<char> text)
    {
        if (text[0] != '\e')
        {
            if (char.IsHighSurrogate(text[0]) && text.Length == 1)
            {
                return 0;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var used);
            VtFault.Unless(rune.Value >= ' ' && rune.Value is < 0x7F or > 0x9F, $"control character U+{rune.Value:X4} reached the terminal");
            Print(rune);
            return used;
        }

        if (text.Length < 2)
        {
            return 0;
        }

        VtFault.Unless(text[1] == '[', $"ESC {text[1]} is no sequence of ours");
        var end = text[2..].IndexOfAnyInRange('@', '~');
        if (end < 0)
        {
            return 0;
        }

        Run(text.Slice(2, end).ToString(), text[end + 2]);
        return end + 3;
    }

    private void Run(string parameters, char final)
    {
        if (final is 'h' or 'l')
        {
            VtFault.Unless(parameters.StartsWith('?'), $"mode {parameters} is no private one");
            SetMode(int.Parse(parameters.AsSpan(1), CultureInfo.InvariantCulture), final == 'h');
            return;
        }

        var numbers = parameters.Length == 0 ? [] : parameters.Split(';').Select(p => p.Length == 0 ? 0 : int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        var n = Math.Max(1, numbers.ElementAtOrDefault(0));
        switch (final)
        {
            case 'H': Move(Math.Max(1, numbers.ElementAtOrDefault(1)) - 1, n - 1); break;
            case 'C': Move(_at.X + n, _at.Y); break;
            case 'G': Move(n - 1, _at.Y); break;
            case 'K' when parameters.Length == 0: Erase(_at.Y, _at.X); break;
            case 'J' when parameters == "2": _cells = Blank(Width, Height, SgrState.Default with { Background = _pen.Background }); break;
            case 'm': _pen = VtPen.Apply(_pen, numbers); break;
            case 'r':
                _margins = numbers.Length == 2 ? (numbers[0] - 1, numbers[1]) : (0, Height);
                Move(0, 0);
                break;
            case 'S': Scroll(n); break;
            case 'T': Scroll(-n); break;
            default: throw new VtFault($"unknown sequence CSI {parameters} {final}");
        }
    }

    private void SetMode(int mode, bool on)
    {
        if (mode == 25)
        {
            CursorVisible = on;
        }
        else if (on)
        {
            Modes.Add(mode);
        }
        else
        {
            Modes.Remove(mode);
        }
    }

    private void Move(int x, int y)
    {
        VtFault.Unless(x >= 0 && x < Width && y >= 0 && y < Height, $"cursor sent to {x},{y} of {Width}×{Height}");
        (_at, _wrapNext, _last) = ((x, y), false, (-1, -1));
    }

    private void Print(Rune rune)
    {
        var cells = RuneWidth.Of(rune.Value);
        if (_last.X >= 0 && (cells == 0 || (joinsClusters && Joins(_cells[_last.Y, _last.X].Text, rune))))
        {
            Join(rune);
            return;
        }

        if (_wrapNext || _at.X + cells > Width)
        {
            Wraps++;
            _at = (0, Math.Min(_at.Y + 1, Height - 1));
            _wrapNext = false;
        }

        if (cells > 0)
        {
            Put(_at.X, new VtCell(rune.ToString(), cells, _pen));
        }
    }

    private static bool Joins(string text, Rune rune) => StringInfo.GetNextTextElementLength(text + rune) == text.Length + rune.Utf16SequenceLength;

    private void Join(Rune rune)
    {
        var cell = _cells[_last.Y, _last.X];
        var text = cell.Text + rune;
        var grows = cell.Width == 1 && _last.X + 1 < Width && joinsClusters && (rune.Value == 0xFE0F || RuneWidth.Of(rune.Value) > 0);
        _at.X = _last.X;
        Put(_last.X, cell with { Text = text, Width = grows ? 2 : cell.Width });
    }

    private void Put(int x, VtCell cell)
    {
        var y = _at.Y;
        Break(x, y);
        _cells[y, x] = cell;
        if (cell.Width == 2)
        {
            if (_cells[y, x + 1].Width != 0)
            {
                Break(x + 1, y);
            }

            _cells[y, x + 1] = new VtCell("", 0, cell.Pen);
        }

        _last = (x, y);
        _wrapNext = x + cell.Width >= Width;
        _at.X = Math.Min(x + cell.Width, Width - 1);
    }

    // Whatever wide character covers this cell loses both halves.
    private void Break(int x, int y)
    {
        if (_cells[y, x].Width == 0)
        {
            _cells[y, x - 1] = new VtCell(Poison, 1, SgrState.Default);
        }
        else if (_cells[y, x].Width == 2)
        {
            _cells[y, x + 1] = new VtCell(Poison, 1, SgrState.Default);
        }
    }

    private void Erase(int y, int from)
    {
        Break(from, y);
        for (var x = from; x < Width; x++)
        {
            _cells[y, x] = new VtCell(" ", 1, SgrState.Default with { Background = _pen.Background });
        }
    }

    private void Scroll(int lines)
    {
        var old = (VtCell[,])_cells.Clone();
        for (var y = _margins.Top; y < _margins.Bottom; y++)
        {
            var from = y + lines;
            for (var x = 0; x < Width; x++)
            {
                _cells[y, x] = from >= _margins.Top && from < _margins.Bottom ? old[from, x] : new VtCell(" ", 1, SgrState.Default with { Background = _pen.Background });
            }
        }
    }

    private static VtCell[,] Blank(int width, int height, SgrState pen)
    {
        var cells = new VtCell[height, width];
        for (var i = 0; i < width * height; i++)
        {
            cells[i / width, i % width] = new VtCell(" ", 1, pen);
        }

        return cells;
    }
}

/// <summary>What a terminal shows at one place; width 0 is the other half of a wide character.</summary>
internal readonly record struct VtCell(string Text, int Width, SgrState Pen);
