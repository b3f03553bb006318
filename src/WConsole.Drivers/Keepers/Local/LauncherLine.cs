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
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LaunchPicture _picture = LaunchPicture.Nothing;
    private Task? _reading;
    private long _number;
    private volatile LaunchReply.Refused? _refusal;
    private volatile LaunchPicture? _found;

    private LauncherLine(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

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

    /// <summary>Connects, asks how everything stands and waits for it, and for the answer to the first request.</summary>
    /// <param name="first">Asked as soon as it is known; null: nothing is.</param>
    /// <exception cref="SocketException">Nobody listens.</exception>
    /// <exception cref="NotSupportedException">A launcher of another version listens; the text says what to do.</exception>
    public static async Task<LauncherOpening> OpenAsync(LauncherFolder folder, Task<LaunchRequest?>? first, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using (var place = SocketPlace.Of(folder.Socket))
            {
                await socket.ConnectAsync(place.Address, cancellationToken);
            }

            var line = new LauncherLine(socket);
            line._reading = line.ReadAsync();
            // Who asks for something at once does not wait for a measurement: it would come between the two.
            await line.SendAsync(new LaunchRequest.Look(Follow: true, Measured: first is null).Encode(0), cancellationToken);
            var reply = first is null ? Task.FromResult<LaunchReply?>(null) : line.AskFirstAsync(first, cancellationToken);
            var picture = await line.NextAsync(0, cancellationToken);
            return line._refusal is { } refused ? throw new NotSupportedException($"{refused.Why}; {refused.Remedy}")
                : picture.Ended && line._found is null ? throw new IOException("it ended in the moment of the connection")
                : new LauncherOpening(line, "", "") { Reply = await reply, Found = line._found ?? picture };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<LaunchReply?> AskFirstAsync(Task<LaunchRequest?> first, CancellationToken cancellationToken) =>
        await first.WaitAsync(cancellationToken) is { } request ? await AskAsync(request, cancellationToken) : null;

    public async Task<LaunchReply> AskAsync(LaunchRequest request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        var waiting = new TaskCompletionSource<LaunchReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[number] = waiting;
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

    private static LaunchReply.Refused Lost(long number) => new(number, "the launcher ended", "run wconsole up: it takes over what still runs");

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
        foreach (var number in _open.Keys)
        {
            if (_open.TryRemove(number, out var waiting))
            {
                waiting.TrySetResult(Lost(number));
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
            Show(picture => picture with { Ended = true, Version = picture.Version + 1 });
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
