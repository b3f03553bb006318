using System.Threading.Channels;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// What waits for the launcher's loop. Nothing that must not be lost is dropped, and all the same it cannot grow without end: ends of processes, of trees and
/// of probes come once for each; whoever can ask again and again (a client, a clock, a watch) waits until what it handed in was taken
/// (<see cref="TakenAsync"/>); what programs say is put together where it is too much (<see cref="NotifyInbox"/>).
/// </summary>
internal sealed class Inbox(TimeProvider time)
{
    private readonly Channel<Action> _inputs = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly NotifyInbox _said = new(time);
    private int _woken;

    /// <summary>When the loop has something to take though nobody wakes it; null: never.</summary>
    public TimeSpan? Due => _said.Due;

    /// <summary>Hands in what comes once. Any thread.</summary>
    public void Put(Action input) => _inputs.Writer.TryWrite(input);

    /// <summary>Hands something in, and waits until the loop took it. Any thread.</summary>
    public Task TakenAsync(Action input, CancellationToken token)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Put(() =>
        {
            input();
            taken.TrySetResult();
        });
        return taken.Task.WaitAsync(token);
    }

    /// <summary>Takes in what a program said. Any thread.</summary>
    public void Hear(string id, NotifyMessage message)
    {
        if (_said.Add(id, message))
        {
            Wake();
        }
    }

    /// <summary>Makes the loop look once more; many at once are one. Any thread.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0)
        {
            Put(() => Volatile.Write(ref _woken, 0));
        }
    }

    /// <summary>Waits until there is something to take, or until a while has passed.</summary>
    /// <param name="within">Nothing or less: not at all.</param>
    /// <exception cref="OperationCanceledException">The token ended the wait.</exception>
    public Task WaitAsync(TimeSpan within, CancellationToken token) => ChannelWait.ForAsync(_inputs.Reader, within, time, token);

    /// <summary>Carries out everything that was handed in, then gives what programs said. Only the loop.</summary>
    public Said TakeAll()
    {
        while (_inputs.Reader.TryRead(out var input))
        {
            input();
        }

        return _said.Take();
    }

    /// <summary>Nothing is heard of a program any more.</summary>
    public void Forget(string id) => _said.Forget(id);
}
