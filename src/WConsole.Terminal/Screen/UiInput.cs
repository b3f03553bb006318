using WConsole.Terminal.Input;

namespace WConsole.Terminal.Screen;

/// <summary>What the terminal sends, apart from its answers to frames, which go to the pacer.</summary>
internal sealed class UiInput(TtyDevice device, InputReader reader, FramePacer pacer, Func<TimeSpan> clock)
{
    // More input than a person makes (a stuck key, a paste without brackets) must not keep the screen from being drawn.
    private const int ReadsBetweenFrames = 16;

    /// <summary>How long until what is pending must be decided; null when nothing is.</summary>
    public TimeSpan? UntilIdle(TimeSpan now) => reader.UntilIdle(now);

    /// <summary>What is there to be read; no further read begins once it is <paramref name="done"/>.</summary>
    public IEnumerable<InputEvent> Read(Func<bool> done)
    {
        for (var reads = 0; reads < ReadsBetweenFrames && !done() && reader.Read(clock()) is { } events; reads++)
        {
            foreach (var @event in events)
            {
                if (!IsAnswer(@event))
                {
                    yield return @event;
                }
            }
        }
    }

    /// <summary>What was pending and is decided now, if its time has come.</summary>
    public IEnumerable<InputEvent> Idle() => reader.Idle(clock()).Where(e => !IsAnswer(e));

    /// <summary>Waits for an answer that is still out, a little: else it would be typed into the shell or the child that has the terminal next.</summary>
    public void Settle(bool entered)
    {
        var limit = clock() + TimeSpan.FromMilliseconds(Math.Clamp(2 * (pacer.RoundTrip?.TotalMilliseconds ?? 0), 200, 1000));
        while (pacer.AwaitsAnswer(clock()) && !device.IsGone && limit - clock() is var left && left > TimeSpan.Zero)
        {
            if (!device.Poll(entered, wake: -1, left).Input)
            {
                break;
            }

            foreach (var @event in reader.Read(clock()) ?? [])
            {
                IsAnswer(@event);
            }
        }
    }

    private bool IsAnswer(InputEvent @event)
    {
        if (@event is not InputEvent.Reply { Kind: ReplyKind.Status })
        {
            return false;
        }

        pacer.Answered(clock());
        return true;
    }
}
