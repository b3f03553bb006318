using System.Collections.Concurrent;
using System.Net.Sockets;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>A client's end of the connection.</summary>
internal sealed class LauncherLine : ILauncherLine
{
    // All programs at once, with their texts.
    private const int MostBytes = 64 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<LaunchReply>> _open = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LaunchPicture _picture = LaunchPicture.Nothing;
    private Task? _reading;
    private long _number;
    private volatile LaunchReply.Refused? _refusal;
    private volatile LaunchPicture? _found;
    private Task<LaunchReply>? _asked;
    private bool _stopped;

    private LauncherLine(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public Task<bool> Ended => _ended.Task;

    public LaunchPicture Picture
    {
        get
        {
            lock (_gate)
            {
                return _picture;
            }
        }
    }

    /// <summary>Connects, and asks nothing yet.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static async Task<LauncherLine> ConnectAsync(LauncherFolder folder, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using var place = SocketPlace.Of(folder.Socket);
            await socket.ConnectAsync(place.Address, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var line = new LauncherLine(socket);
        line._reading = line.ReadAsync();
        return line;
    }

    /// <summary>A connection on which <see cref="DownAhead"/> has asked already.</summary>
    public static LauncherLine Of(SafeSocketHandle asked)
    {
        var line = new LauncherLine(new Socket(asked));
        line._asked = line.Expect().Reply.Task;
        line._reading = line.ReadAsync();
        return line;
    }

    /// <summary>Asks how everything stands and for a first thing, and waits for both answers.</summary>
    /// <param name="first">Asked as soon as it is known; null: nothing is.</param>
    /// <exception cref="IOException">It ended in that moment.</exception>
    /// <exception cref="NotSupportedException">A launcher of another version listens; the text says what to do.</exception>
    public async Task<LauncherOpening> BeginAsync(Task<LaunchRequest?>? first, CancellationToken cancellationToken)
    {
        try
        {
            // Who asks for something at once does not wait for a measurement: it would come between the two.
            await LookAsync(measured: first is null, cancellationToken);
            var reply = first is null ? Task.FromResult<LaunchReply?>(null) : AskFirstAsync(first, cancellationToken);
            var picture = await NextAsync(0, cancellationToken);
            return _refusal is { } refused ? throw new NotSupportedException($"{refused.Why}; {refused.Remedy}")
                : picture.Ended && _found is null ? throw new IOException("it ended in the moment of the connection")
                : new LauncherOpening(this, "", "") { Reply = await reply, Found = _found ?? picture };
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks for the end of everything, unless that was done ahead.</summary>
    public Task<LaunchReply> DownAsync(TimeSpan? killAfter, CancellationToken cancellationToken) =>
        _asked is { } reply ? reply.WaitAsync(cancellationToken) : AskAsync(new LaunchRequest.Down(killAfter), cancellationToken);

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await LookAsync(measured: false, cancellationToken);
        await NextAsync(0, cancellationToken);
    }

    private Task<bool> LookAsync(bool measured, CancellationToken cancellationToken) => SendAsync(new LaunchRequest.Look(Follow: true, measured).Encode(0), cancellationToken);

    private async Task<LaunchReply?> AskFirstAsync(Task<LaunchRequest?> first, CancellationToken cancellationToken) =>
        await first.WaitAsync(cancellationToken) is { } request ? await AskAsync(request, cancellationToken) : null;

    // Its number, and its answer.
    private (long Number, TaskCompletionSource<LaunchReply> Reply) Expect()
    {
        var number = Interlocked.Increment(ref _number);
        var waiting = new TaskCompletionSource<LaunchReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[number] = waiting;
        return (number, waiting);
    }

    public async Task<LaunchReply> AskAsync(LaunchRequest request, CancellationToken cancellationToken)
    {
        var (number, waiting) = Expect();
        if (Picture.Ended || !await SendAsync(request.Encode(number), cancellationToken))
        {
            _open.TryRemove(number, out _);
            return Lost(number);
        }

        return await waiting.Task.WaitAsync(cancellationToken);
    }

    public async Task<LaunchPicture> NextAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_picture.Version > after || _picture.Ended)
                {
                    return _picture;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _stream.DisposeAsync();
        if (_reading is not null)
        {
            await _reading;
        }

        _socket.Dispose();
        _stop.Dispose();
        _writing.Dispose();
    }

    /// <summary>What whoever still waits for a reply is told when the connection ends.</summary>
    internal static LaunchReply.Refused Lost(long number) => new(number, "the launcher ended", "run wconsole up: it takes over what still runs");

    private async Task<bool> SendAsync(byte[] line, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(line, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var lines = new LineReader(_stream, MostBytes);
            while (await lines.NextAsync(_stop.Token) is { } line)
            {
                Take(LaunchReply.Decode(line));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // At its end.
        }

        Show(_ => _ with { Ended = true, Version = _.Version + 1 });
        Answer(Lost);
        _ended.TrySetResult(_stopped);
    }

    // All that still wait.
    private void Answer(Func<long, LaunchReply> reply)
    {
        foreach (var number in _open.Keys)
        {
            if (_open.TryRemove(number, out var waiting))
            {
                waiting.TrySetResult(reply(number));
            }
        }
    }

    private void Take(LaunchReply? reply)
    {
        var number = reply switch { LaunchReply.Taken taken => taken.Number, LaunchReply.Refused refused => refused.Number, _ => -1 };
        if (reply is LaunchReply.Programs programs)
        {
            Show(picture => picture.With(programs));
            _found ??= Picture;
        }
        else if (reply is LaunchReply.Refused { Number: 0 } refused)
        {
            // Not even the first question was understood.
            _refusal = refused;
            Answer(number => refused with { Number = number });
            Show(picture => picture with { Ended = true, Version = picture.Version + 1 });
        }
        else if (reply is LaunchReply.Stopped)
        {
            _stopped = true;
        }
        else if (reply is not null && _open.TryRemove(number, out var waiting))
        {
            waiting.TrySetResult(reply);
        }
    }

    private void Show(Func<LaunchPicture, LaunchPicture> change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _picture = change(_picture);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }
}
