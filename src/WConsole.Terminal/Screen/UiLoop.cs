using System.Collections.Concurrent;
using System.Text;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;

namespace WConsole.Terminal.Screen;

/// <summary>
/// The screen's one thread: it sleeps until the terminal, another thread or a due time wakes it, lets the program handle
/// everything that came, then draws once. Nothing runs while nothing happens. Only <see cref="Wake"/> and
/// <see cref="Post"/> may be called from other threads.
/// </summary>
public sealed class UiLoop : IUiHost, IDisposable
{
    /// <summary>The exit code after an exception in the program (EX_SOFTWARE of sysexits.h).</summary>
    public const int InternalError = 70;

    /// <summary>How many messages may wait.</summary>
    public const int QueueLimit = 4096;

    // More input than a person makes (a stuck key, a paste without brackets) must not keep the screen from being drawn.
    private const int ReadsBetweenFrames = 16;
    private const int CopyLimit = 65536;
    private const byte CtrlZ = (byte)'z';

    private readonly UiOptions _options;
    private readonly TtyDevice _device;
    private readonly TerminalSession _session;
    private readonly TerminalSignals _signals;
    private readonly WakePipe _pipe = new();
    private readonly ConcurrentQueue<object> _messages = new();
    private readonly KeyDecoder _decoder;
    private readonly FramePacer _pacer = new();
    private readonly FrameEncoder _encoder = new();
    private readonly Canvas _canvas = new(0, 0);
    private readonly byte[] _read = new byte[4096];
    private readonly long _start;
    private byte[] _frame = [];
    private TimeSpan _lastByte;
    private int _waiting;
    private int _woken;
    private bool _stopAsked;

    private UiLoop(UiOptions options, TtyMode mode)
    {
        _options = options;
        _start = options.Time.GetTimestamp();
        _decoder = new KeyDecoder(options.EscapeDelay);
        _device = TtyDevice.Open();
        _session = new TerminalSession(_device, mode, options.Mouse, options.Capabilities.IsLinuxConsole);
        _signals = new TerminalSignals(_pipe.Wake, _session.LeaveForGood);
    }

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => _pacer.RoundTrip;

    private TimeSpan Now => _options.Time.GetElapsedTime(_start);

    /// <summary>
    /// A loop for the terminal of this process, which is not touched before <see cref="Run"/>. Null when there is none that
    /// can show a screen: <paramref name="problem"/> then says why, without a remedy and without a full stop.
    /// </summary>
    public static UiLoop? Open(UiOptions options, out string problem)
    {
        problem = TtyDevice.NotATerminal() is { } stream ? $"{stream} is not a terminal"
            : !options.Capabilities.CanShowScreens ? "the terminal cannot show a full screen (TERM is dumb or not set)"
            : "";
        return problem.Length == 0 && TtyMode.Capture(TtyDevice.StandardInput) is { } mode ? new UiLoop(options, mode) : null;
    }

    /// <summary>Tells the program that there is something newer to look at. From any thread; many calls become one event.</summary>
    public void Wake()
    {
        Volatile.Write(ref _woken, 1);
        _pipe.Wake();
    }

    /// <summary>Hands a message to the program. From any thread. False when too many wait already: it is not delivered.</summary>
    public bool Post(object message)
    {
        if (Interlocked.Increment(ref _waiting) > QueueLimit)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        _messages.Enqueue(message);
        _pipe.Wake();
        return true;
    }

    /// <summary>
    /// Shows the program until it is finished, a signal ends it or the terminal is gone, and gives the terminal back. Returns
    /// the exit code: the program's own, 128 + signal, 129 after a hang-up, or <see cref="InternalError"/> after an exception
    /// of the program, which stands on standard error then.
    /// </summary>
    public int Run(IUiApp app)
    {
        try
        {
            _session.Enter();
            if (_options.AskBackground)
            {
                _session.Write(ScreenSequences.BackgroundRequest);
            }

            Measure(app);
            var code = Loop(app);
            Settle();
            return code;
        }
        catch (Exception e)
        {
            Settle();
            _session.Leave();
            StandardError.Write($"{_options.Program}: internal error, the program ends: {e}\n");
            return InternalError;
        }
        finally
        {
            _session.Leave();
        }
    }

    /// <inheritdoc/>
    public void Lend(Action body)
    {
        Settle();
        _session.Leave();
        _signals.Lent = true;
        try
        {
            body();
        }
        finally
        {
            _signals.Lent = false;
            TakeBack();
        }
    }

    /// <inheritdoc/>
    public bool Suspend() => _stopAsked = JobControl.CanStop(Environment.ProcessId, JobControl.ReadStat);

    /// <inheritdoc/>
    public void Repaint()
    {
        _encoder.Invalidate();
        _pacer.MarkDirty();
    }

    /// <inheritdoc/>
    public void ScrollHint(int top, int bottom, int lines) => _encoder.ScrollHint(top, bottom, lines);

    /// <inheritdoc/>
    public void SetMouse(bool on) => _session.SetMouse(on);

    /// <inheritdoc/>
    public bool Copy(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > CopyLimit)
        {
            return false;
        }

        _session.Write(Encoding.ASCII.GetBytes($"\e]52;c;{Convert.ToBase64String(bytes)}\e\\"));
        return true;
    }

    public void Dispose()
    {
        _session.Dispose();
        _signals.Dispose();
        _pipe.Dispose();
        _device.Dispose();
    }

    private int Loop(IUiApp app)
    {
        while (true)
        {
            HandleSignals(app);
            if (_device.IsGone || _signals.ExitCode is not null)
            {
                var code = _signals.ExitCode ?? 129;
                _session.IsEnding = true;
                app.Handle(new UiEvent.Closing(code), this);
                return code;
            }

            if (app.ExitCode is { } own)
            {
                return own;
            }

            if (_pacer.UntilDraw(Now) == TimeSpan.Zero)
            {
                Draw(app);
            }

            Sleep(app);
        }
    }

    private void HandleSignals(IUiApp app)
    {
        var signals = _signals.Take();
        if (_stopAsked || signals.HasFlag(TerminalSignals.Pending.Stop))
        {
            Stop();
            signals |= _signals.Take();
        }

        if (signals.HasFlag(TerminalSignals.Pending.Continue))
        {
            TakeBack();
            Tell(app, new UiEvent.Resumed());
        }

        if ((signals & (TerminalSignals.Pending.Resize | TerminalSignals.Pending.Continue)) != 0)
        {
            Measure(app);
        }
    }

    // Ctrl-Z stops everything the shell started with us, a wrapping script too; a signal from outside meant us alone.
    // What follows the stop is the business of the handler of SIGCONT, which also comes after stops nobody announced.
    private void Stop()
    {
        Settle();
        _session.Leave();
        if (_stopAsked)
        {
            _stopAsked = false;
            _signals.ExpectOwnStop();
            _ = Libc.Kill(0, Libc.SignalTerminalStop);
        }

        _ = Libc.Raise(Libc.SignalStop);
    }

    private void TakeBack()
    {
        _session.Enter(again: true);
        _pacer.Restart();
        Repaint();
    }

    private void Measure(IUiApp app)
    {
        var (columns, rows) = _device.Size;
        if (columns != _canvas.Width || rows != _canvas.Height)
        {
            _canvas.Resize(columns, rows);
            Tell(app, new UiEvent.Resized(columns, rows));

            // The terminal has rearranged what it shows in its own way.
            Repaint();
        }
    }

    private void Tell(IUiApp app, UiEvent @event)
    {
        if (app.Handle(@event, this))
        {
            _pacer.MarkDirty();
        }
    }

    private void Draw(IUiApp app)
    {
        app.Draw(_canvas);
        var bytes = _encoder.Encode(_canvas, _options.Capabilities.Depth).Span;
        if (!_pacer.Drawn(Now, bytes.Length > 0))
        {
            _session.Write(bytes);
            return;
        }

        var request = ScreenSequences.StatusRequest;
        if (_frame.Length < bytes.Length + request.Length)
        {
            _frame = new byte[(bytes.Length + request.Length) * 2];
        }

        bytes.CopyTo(_frame);
        request.CopyTo(_frame.AsSpan(bytes.Length));
        _session.Write(_frame.AsSpan(0, bytes.Length + request.Length));
    }

    private void Sleep(IUiApp app)
    {
        var now = Now;
        var idle = _decoder.IdleAfter is { } patience ? _lastByte + patience - now : (TimeSpan?)null;
        var tick = app.NextTick;
        var wait = Earliest(Earliest(idle, tick), _pacer.UntilDraw(now));
        var (input, woken) = _device.Poll(_session.IsEntered, _pipe.Read, wait);
        if (input)
        {
            ReadInput(app);
        }
        else if (_decoder.IdleAfter is { } still && Now - _lastByte >= still)
        {
            TellInput(app, _decoder.Idle());
        }

        if (woken)
        {
            _pipe.Drain();
            if (Interlocked.Exchange(ref _woken, 0) != 0)
            {
                Tell(app, new UiEvent.Woken());
            }

            for (var left = QueueLimit; left > 0 && app.ExitCode is null && _messages.TryDequeue(out var message); left--)
            {
                Interlocked.Decrement(ref _waiting);
                Tell(app, new UiEvent.Posted(message));
            }
        }

        if (tick is not null && app.NextTick is { } due && due <= TimeSpan.Zero)
        {
            Tell(app, new UiEvent.Ticked());
        }
    }

    private void ReadInput(IUiApp app)
    {
        for (var reads = 0; reads < ReadsBetweenFrames && app.ExitCode is null; reads++)
        {
            var length = _device.Read(_read);
            if (length == 0)
            {
                return;
            }

            _lastByte = Now;
            TellInput(app, _decoder.Feed(_read.AsSpan(0, length)));
        }
    }

    private void TellInput(IUiApp app, IReadOnlyList<InputEvent> events)
    {
        foreach (var @event in events)
        {
            if (app.ExitCode is not null)
            {
                return;
            }

            switch (@event)
            {
                case InputEvent.Reply { Kind: ReplyKind.Status }:
                    _pacer.Answered(Now);
                    break;
                case InputEvent.Key { Modifiers: KeyModifiers.Control, Text.Value: CtrlZ } when Suspend():
                    break;
                default:
                    Tell(app, new UiEvent.Input(@event));
                    break;
            }
        }
    }

    // An answer that is still out would be typed into the shell or the child that has the terminal next.
    private void Settle()
    {
        var limit = Now + TimeSpan.FromMilliseconds(Math.Clamp(2 * (_pacer.RoundTrip?.TotalMilliseconds ?? 0), 200, 1000));
        while (_pacer.AwaitsAnswer && !_device.IsGone && limit - Now is var left && left > TimeSpan.Zero)
        {
            if (!_device.Poll(_session.IsEntered, wake: -1, left).Input)
            {
                break;
            }

            foreach (var @event in _decoder.Feed(_read.AsSpan(0, _device.Read(_read))))
            {
                if (@event is InputEvent.Reply { Kind: ReplyKind.Status })
                {
                    _pacer.Answered(Now);
                }
            }
        }
    }

    private static TimeSpan? Earliest(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b ?? a : a;
}
