using System.Diagnostics;
using System.Globalization;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Screen;

namespace WConsole.TerminalSample;

/// <summary>Shows what happened; its keys make things happen.</summary>
internal sealed class SampleApp(UiLoop loop) : IUiApp
{
    private int _keys;
    private int _woken;
    private int _posted;
    private int _ticks;
    private long? _tickDue;
    private bool _mouse = true;
    private string _last = "nothing";
    private string _note = "started";
    private string _background = "unknown";

    public int? ExitCode { get; private set; }

    public TimeSpan? NextTick => _tickDue is { } due ? Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) : null;

    public bool Handle(UiEvent @event, IUiHost host)
    {
        switch (@event)
        {
            case UiEvent.Input { Event: InputEvent.Key key }:
                _keys++;
                _last = $"key {key.Chord}";
                Act(key.Chord.ToString(), host);
                return true;
            case UiEvent.Input { Event: InputEvent.Reply reply }:
                _background = BackgroundColor.IsLight(reply) switch { true => "light", false => "dark", null => _background };
                return true;
            case UiEvent.Input input:
                _last = input.Event switch
                {
                    InputEvent.Mouse m => $"mouse {m.Kind} {m.X},{m.Y}",
                    InputEvent.Paste paste => $"paste {paste.Text}",
                    InputEvent.Focus focus => $"focus {focus.Gained}",
                    _ => throw new UnreachableException(),
                };
                return true;
            case UiEvent.Woken:
                _woken++;
                return true;
            case UiEvent.Posted:
                _posted++;
                return true;
            case UiEvent.Ticked:
                _ticks++;
                _tickDue = _ticks < 100 ? Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 100) : null;
                return true;
            case UiEvent.Resumed:
                // Said beside what the child did: its end and the news of SIGCONT come in either order.
                _note = _note.StartsWith("child", StringComparison.Ordinal) ? $"{_note}, resumed" : "resumed";
                return true;
            default:
                return true;
        }
    }

    public void Draw(Canvas canvas)
    {
        canvas.Clear(Style.Default);
        var frame = canvas.Frame;
        string[] lines =
        [
            $"size {canvas.Width}x{canvas.Height}.", $"keys {_keys}.", $"last {_last}.", $"note {_note}.", $"background {_background}.",
            string.Create(CultureInfo.InvariantCulture, $"woken {_woken} posted {_posted} ticks {_ticks}."),
        ];
        for (var y = 0; y < lines.Length; y++)
        {
            frame.Write(0, y, lines[y], Style.Default);
        }

        frame.Write(0, canvas.Height - 1, "bottom row", Style.Default);
    }

    private void Act(string key, IUiHost host)
    {
        switch (key)
        {
            case "q":
                ExitCode = 0;
                break;
            case "x":
                throw new InvalidOperationException("injected on the screen's thread");
            case "X":
                ThreadPool.UnsafeQueueUserWorkItem(_ => throw new InvalidOperationException("injected on a pool thread"), null);
                break;
            case "c":
                host.Lend(RunChild);
                break;
            case "m":
                _mouse = !_mouse;
                host.SetMouse(_mouse);
                break;
            case "p":
                ThreadPool.UnsafeQueueUserWorkItem(_ => MakeNoise(), null);
                break;
            case "t":
                _tickDue = Stopwatch.GetTimestamp();
                break;
            case "k":
                host.Copy("copied");
                break;
            case "K":
                host.Copy(new string('x', 60_000));
                break;
            case "T":
                host.SetTitle("sample: \e]2;evil\a 3 of 東京\n");
                break;
            case "h":
                new ManualResetEventSlim().Wait();
                break;
            case "z":
                _note = host.Suspend() ? "suspended" : "nobody could continue";
                break;
        }
    }

    // A thousand wakes and messages from another thread: every message arrives, and the wakes become few.
    private void MakeNoise()
    {
        for (var i = 0; i < 1000; i++)
        {
            loop.Wake();
            loop.Post(i);
        }
    }

    private void RunChild()
    {
        using var child = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "echo child-ready; read line; echo \"child got $line\"" } })
            ?? throw new InvalidOperationException("no shell");
        child.WaitForExit();
        _note = $"child ended {child.ExitCode}";
    }
}
