using System.Diagnostics;
using System.Runtime.InteropServices;

namespace WConsole.Terminal.Screen;

/// <summary>
/// Signals that concern the screen, remembered until its thread asks. The handlers run on threads of the runtime; they
/// touch the terminal only where the comment says so.
/// </summary>
internal sealed class TerminalSignals : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly Action _ending;
    private readonly Action _wake;
    private readonly Action _giveBack;
    private readonly PosixSignalRegistration[] _registrations;
    private int _pending;
    private int _exitCode;
    private PosixSignalRegistration _stop;
    private long _endAsked;
    private long _lentUntil;
    private volatile bool _lent;

    /// <param name="ending">Told, once, that the process is asked to end.</param>
    /// <param name="wake">Wakes the screen's thread.</param>
    /// <param name="giveBack">Gives the terminal back from a signal thread, because the screen's thread does not react.</param>
    public TerminalSignals(Action ending, Action wake, Action giveBack)
    {
        (_ending, _wake, _giveBack) = (ending, wake, giveBack);
#pragma warning disable CA1416 // The whole program is for Linux.
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGWINCH, c => Note(c, Pending.Resize)),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, c => Note(c, Pending.Continue)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => End(c, 143)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => End(c, 129)),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, c => End(c, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, c => End(c, 131)),
        ];
        _stop = PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Stop);
#pragma warning restore CA1416
    }

    [Flags]
    public enum Pending
    {
        None = 0,
        Resize = 1,
        Continue = 2,
        Stop = 4,
    }

    /// <summary>128 + the signal that asked the process to end; null while none did.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is > 0 and var code ? code : null;

    /// <summary>True while a child program has the terminal: keys that make signals are then meant for it.</summary>
    public bool Lent
    {
        get => _lent;
        set
        {
            Volatile.Write(ref _lentUntil, Stopwatch.GetTimestamp());
            _lent = value;
        }
    }

    // Ctrl-C reaches the child and us at once, but the child may be gone before our handler runs.
    private bool MeantForChild => _lent || (Volatile.Read(ref _lentUntil) is > 0 and var until && Stopwatch.GetElapsedTime(until) < Grace);

    /// <summary>What came since the last call.</summary>
    public Pending Take() => (Pending)Interlocked.Exchange(ref _pending, 0);

    /// <summary>
    /// Stops the whole process group, us included. The kernel must do that in one step: stopping ourselves only after the others would lose the continuing that comes in between,
    /// so the signal has its own meaning back for this moment.
    /// </summary>
    public void StopGroup()
    {
        _stop.Dispose();
        _ = Libc.Kill(0, Libc.SignalTerminalStop);
#pragma warning disable CA1416 // The whole program is for Linux.
        _stop = PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Stop);
#pragma warning restore CA1416
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Note(PosixSignalContext context, Pending what)
    {
        // Without this the runtime puts back the line settings it once saw, after this handler, and raw mode is lost.
        context.Cancel = true;
        if (_lent && what == Pending.Continue)
        {
            // The child has the terminal; taking it back afterwards does all that is needed.
            return;
        }

        Interlocked.Or(ref _pending, (int)what);
        _wake();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_lent)
        {
            // The screen's thread waits for the child and the terminal is not ours: stop along with the child.
            _ = Libc.Raise(Libc.SignalStop);
            return;
        }

        Note(context, Pending.Stop);
    }

    private void End(PosixSignalContext context, int exitCode)
    {
        if (exitCode is 130 or 131 && MeantForChild)
        {
            context.Cancel = true;
            return;
        }

        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) == 0)
        {
            Volatile.Write(ref _endAsked, Stopwatch.GetTimestamp());
            context.Cancel = true;
            _ending();
            _wake();
        }
        else if (Volatile.Read(ref _endAsked) is var asked && (asked == 0 || Stopwatch.GetElapsedTime(asked) < Patience))
        {
            // A hang-up often comes with company; the end is under way.
            context.Cancel = true;
        }
        else
        {
            // Asked again and still here: the screen's thread is stuck, and the signal's default action may end it.
            _giveBack();
        }
    }
}
