using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Screen;

/// <summary>Owns the picture and brings it to the terminal, one write a frame, with the question that paces the next one.</summary>
internal sealed class FrameWriter(TerminalSession session, ColorDepth depth)
{
    private readonly Canvas _canvas = new(0, 0);
    private readonly FrameEncoder _encoder = new();
    private byte[] _frame = [];

    public FramePacer Pacer { get; } = new();

    /// <summary>Gives the picture a size; false when it has it already.</summary>
    public bool Resize(int columns, int rows)
    {
        if (columns == _canvas.Width && rows == _canvas.Height)
        {
            return false;
        }

        _canvas.Resize(columns, rows);

        // The terminal has rearranged what it shows in its own way.
        Repaint();
        return true;
    }

    /// <summary>Forgets what the terminal shows: the next frame is a whole one, and due.</summary>
    public void Repaint()
    {
        _encoder.Invalidate();
        Pacer.MarkDirty();
    }

    public void ScrollHint(int top, int bottom, int lines) => _encoder.ScrollHint(top, bottom, lines);

    /// <summary>Lets the program paint, and writes what changed.</summary>
    public void Draw(IUiApp app, TimeSpan now)
    {
        app.Draw(_canvas);
        var bytes = _encoder.Encode(_canvas, depth).Span;
        if (!Pacer.Drawn(now, bytes.Length > 0))
        {
            session.Write(bytes);
            return;
        }

        var request = ScreenSequences.StatusRequest;
        var length = bytes.Length + request.Length;
        if (_frame.Length < length)
        {
            _frame = new byte[length * 2];
        }

        bytes.CopyTo(_frame);
        request.CopyTo(_frame.AsSpan(bytes.Length));
        session.Write(_frame.AsSpan(0, length));
    }
}
