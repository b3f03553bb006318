namespace WConsole.Terminal.Screen;

/// <summary>
/// Decides when the next frame may be drawn: never without need, at most every <see cref="Gap"/> for news and every <see cref="KeyGap"/>
/// for the operator's own input, and only when the terminal answered the frame before, so that a slow link never holds more than one.
/// Pure; times are since any fixed start.
/// </summary>
internal sealed class FramePacer
{
    /// <summary>20 frames a second.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);

    /// <summary>An answer to a key is not held back for the rate of news; pasted or repeated keys still share frames.</summary>
    public static readonly TimeSpan KeyGap = TimeSpan.FromMilliseconds(10);

    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int SilencesUntilDeaf = 5;

    private bool _dirty = true;
    private bool _urgent;
    private bool _answers;
    private bool _deaf;
    private int _silences;
    private TimeSpan? _drawn;
    private TimeSpan? _asked;

    /// <summary>Time from the last answered frame's writing to its answer: the operator's round trip; null before the first.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>True while a question is out whose answer can still be expected.</summary>
    public bool AwaitsAnswer(TimeSpan now) => now - _asked < Patience;

    /// <param name="urgent">The operator's own input caused it.</param>
    public void MarkDirty(bool urgent = false) => (_dirty, _urgent) = (true, _urgent || urgent);

    /// <summary>How long to wait before drawing; zero: now; null: there is nothing to draw.</summary>
    public TimeSpan? UntilDraw(TimeSpan now)
    {
        if (!_dirty)
        {
            return null;
        }

        var due = _drawn is { } drawn ? drawn + (_urgent ? KeyGap : Gap) : now;

        // A terminal that never answered yet is not waited for: it may not know the question.
        if (_answers && !_deaf && _asked is { } asked && asked + Patience > due)
        {
            due = asked + Patience;
        }

        return due > now ? due - now : TimeSpan.Zero;
    }

    /// <summary>The picture was made. <paramref name="sent"/>: it has bytes. True: ask the terminal to answer after them.</summary>
    public bool Drawn(TimeSpan now, bool sent)
    {
        (_dirty, _urgent) = (false, false);
        if (!sent)
        {
            return false;
        }

        _drawn = now;
        if (_asked is { } asked)
        {
            if (now - asked < Patience)
            {
                return false;
            }

            _silences++;
            _deaf = !_answers || _silences >= SilencesUntilDeaf;
            _asked = null;
        }

        if (!_deaf)
        {
            _asked = now;
        }

        return !_deaf;
    }

    /// <summary>The terminal answered.</summary>
    public void Answered(TimeSpan now)
    {
        RoundTrip = now - _asked ?? RoundTrip;
        (_answers, _deaf, _silences, _asked) = (true, false, 0, null);
    }

    /// <summary>The screen was given away: an answer that is still out will not come, and everything must be drawn.</summary>
    public void Restart() => (_dirty, _asked, _drawn) = (true, null, null);
}
