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

    private const byte CtrlZ = (byte)'z';

    private readonly UiOptions _options;
    private readonly TtyDevice _device;
    private readonly TerminalSession _session;
    private readonly TerminalSignals _signals;
    private readonly Mailbox _mailbox = new(QueueLimit);
    private readonly FrameWriter _frames;
    private readonly UiInput _input;
    private readonly long _start;
    private bool _stopAsked;

    private UiLoop(UiOptions options, TtyMode mode)
    {
        _options = options;
        _start = options.Time.GetTimestamp();
        _device = TtyDevice.Open();
        _session = new TerminalSession(_device, mode, options.Mouse, options.Capabilities.IsLinuxConsole);
        _frames = new FrameWriter(_session, options.Capabilities.Depth);
        _input = new UiInput(_device, new InputReader(_device, new KeyDecoder(options.EscapeDelay)), Pacer, () => Now);
        _signals = new TerminalSignals(OnEndAsked, _mailbox.Nudge, _session.LeaveForGood);
    }

    /// <inheritdoc/>
    public TimeSpan? RoundTrip => Pacer.RoundTrip;

    private FramePacer Pacer => _frames.Pacer;

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
    public void Wake() => _mailbox.Wake();

    /// <summary>Hands a message to the program. From any thread. False when too many wait already: it is not delivered.</summary>
    public bool Post(object message) => _mailbox.Post(message);

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
    public void Repaint() => _frames.Repaint();

    /// <inheritdoc/>
    public void ScrollHint(int top, int bottom, int lines) => _frames.ScrollHint(top, bottom, lines);

    /// <inheritdoc/>
    public void SetMouse(bool on) => _session.SetMouse(on);

    /// <inheritdoc/>
    public void SetTitle(string title) => _session.SetTitle(title);

    /// <inheritdoc/>
    public bool Copy(string text)
    {
        if (ScreenSequences.Clipboard(text) is not { } bytes)
        {
            return false;
        }

        _session.Write(bytes);
        return true;
    }

    public void Dispose()
    {
        _session.Dispose();

        // A hang-up often comes twice. Nobody listening would mean the signal's default: a death in the middle of an orderly end.
        if (_signals.ExitCode is null && !_device.IsGone)
        {
            _signals.Dispose();
        }

        _mailbox.Dispose();
        _device.Dispose();
    }

    // On a thread of the runtime: the screen's own may be waiting for a terminal that takes nothing.
    private void OnEndAsked() => _session.IsEnding = true;

    private int Loop(IUiApp app)
    {
        while (true)
        {
            HandleSignals(app);
            if (_device.IsGone || _signals.ExitCode is not null)
            {
                var code = _signals.ExitCode ?? 129;
                app.Handle(new UiEvent.Closing(code), this);
                return code;
            }

            if (app.ExitCode is { } own)
            {
                return own;
            }

            if (Pacer.UntilDraw(Now) == TimeSpan.Zero)
            {
                _frames.Draw(app, Now);
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
            _signals.StopGroup();
        }
        else
        {
            _ = Libc.Raise(Libc.SignalStop);
        }
    }

    private void TakeBack()
    {
        _session.Enter(again: true);
        Pacer.Restart();
        Repaint();
    }

    private void Measure(IUiApp app)
    {
        var (columns, rows) = _device.Size;
        if (_frames.Resize(columns, rows))
        {
            Tell(app, new UiEvent.Resized(columns, rows));
        }
    }

    private void Tell(IUiApp app, UiEvent @event)
    {
        if (app.Handle(@event, this))
        {
            Pacer.MarkDirty(urgent: @event is UiEvent.Input);
        }
    }

    private void Sleep(IUiApp app)
    {
        var now = Now;
        var tick = app.NextTick;
        var wait = Earliest(Earliest(_input.UntilIdle(now), tick), Pacer.UntilDraw(now));
        var (input, woken) = _device.Poll(_session.IsEntered, _mailbox.Descriptor, wait);
        if (input)
        {
            TellInput(app, _input.Read(() => app.ExitCode is not null));
        }
        else
        {
            TellInput(app, _input.Idle());
        }

        if (woken)
        {
            _mailbox.Open();
            if (_mailbox.TakeWoken())
            {
                Tell(app, new UiEvent.Woken());
            }

            for (var left = QueueLimit; left > 0 && app.ExitCode is null && _mailbox.TryTake(out var message); left--)
            {
                Tell(app, new UiEvent.Posted(message));
            }
        }

        if (tick is not null && app.NextTick is { } due && due <= TimeSpan.Zero)
        {
            Tell(app, new UiEvent.Ticked());
        }
    }

    private void TellInput(IUiApp app, IEnumerable<InputEvent> events)
    {
        foreach (var @event in events)
        {
            // What was typed after the key that ended the program is nobody's; Ctrl-Z is ours where a shell could continue us.
            if (app.ExitCode is null && !(@event is InputEvent.Key { Modifiers: KeyModifiers.Control, Text.Value: CtrlZ } && Suspend()))
            {
                Tell(app, new UiEvent.Input(@event));
            }
        }
    }

    private void Settle() => _input.Settle(_session.IsEntered);

    private static TimeSpan? Earliest(TimeSpan? a, TimeSpan? b) => a is null || b < a ? b ?? a : a;
}
