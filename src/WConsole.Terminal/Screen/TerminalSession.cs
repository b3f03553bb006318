using System.Text;

namespace WConsole.Terminal.Screen;

/// <summary>
/// Holds the terminal between taking it (raw, alternate screen) and giving it back. Both are idempotent and under one lock;
/// giving back also happens when the process ends or any thread dies of an exception. Any thread may call any method.
/// </summary>
internal sealed class TerminalSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TtyDevice _device;
    private readonly TtyMode _mode;
    private readonly bool _plain;
    private bool _mouse;
    private string? _title;
    private bool _entered;
    private volatile bool _ending;

    public TerminalSession(TtyDevice device, TtyMode mode, bool mouse, bool plain)
    {
        (_device, _mode, _mouse, _plain) = (device, mode, mouse, plain);
        AppDomain.CurrentDomain.ProcessExit += OnEnd;
        AppDomain.CurrentDomain.UnhandledException += OnEnd;
    }

    public bool IsEntered
    {
        get
        {
            lock (_gate)
            {
                return _entered;
            }
        }
    }

    /// <summary>True when the process is on its way out and a standing terminal must not hold it up.</summary>
    public bool IsEnding
    {
        get => _ending;
        set => _ending = value;
    }

    /// <summary>Takes the terminal. <paramref name="again"/>: even if it is held already, since somebody else may have changed it.</summary>
    public void Enter(bool again = false)
    {
        lock (_gate)
        {
            if (_ending || (_entered && !again))
            {
                return;
            }

            if (_entered && !_plain)
            {
                // Keyboard modes and titles are stacks: entering twice would leave one of ours on them.
                _device.Write(ScreenSequences.KeysOff, Abandon);
                _device.Write(Encoding.ASCII.GetBytes(ScreenSequences.TitleBack), Abandon);
            }

            _entered = true;
            _mode.MakeRaw();
            _device.Write(ScreenSequences.Enter(_mouse, _plain), Abandon);
            WriteTitle();
        }
    }

    /// <summary>Gives the terminal back as it was found; does nothing when it is not held.</summary>
    public void Leave()
    {
        // Whoever holds the lock may be waiting for a terminal that takes nothing: after a while the line settings go first.
        var locked = _gate.TryEnter(Patience * 2);
        try
        {
            if (_entered)
            {
                _entered = false;
                _device.Write(ScreenSequences.Leave(_plain), stalled => stalled > Patience / 4);
                _mode.Restore();
            }
        }
        finally
        {
            if (locked)
            {
                _gate.Exit();
            }
        }
    }

    /// <summary>Gives the terminal back, and never takes it again: the process ends.</summary>
    public void LeaveForGood()
    {
        _ending = true;
        Leave();
    }

    /// <summary>Writes to the screen while the terminal is held; otherwise nothing.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_entered)
            {
                _device.Write(bytes, Abandon);
            }
        }
    }

    /// <summary>Names the window as long as the terminal is held; before, it has the title that it had.</summary>
    public void SetTitle(string title)
    {
        lock (_gate)
        {
            if (title != _title)
            {
                _title = title;
                if (_entered)
                {
                    WriteTitle();
                }
            }
        }
    }

    /// <summary>Switches mouse reports; while they are on, the terminal's own selection needs Shift.</summary>
    public void SetMouse(bool on)
    {
        lock (_gate)
        {
            _mouse = on;
            if (_entered && !_plain)
            {
                _device.Write(Encoding.ASCII.GetBytes(on ? ScreenSequences.MouseOn : ScreenSequences.MouseOff), Abandon);
            }
        }
    }

    public void Dispose()
    {
        Leave();
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
    }

    private void WriteTitle()
    {
        if (_title is { } title && !_plain)
        {
            _device.Write(ScreenSequences.Title(title), Abandon);
        }
    }

    private bool Abandon(TimeSpan stalled) => _ending && stalled > Patience;

    private void OnEnd(object? sender, EventArgs args) => LeaveForGood();
}
