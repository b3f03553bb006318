using System.Net.Sockets;
using System.Threading.Channels;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>One connection, as the launcher sees it. What is sent waits here; a client that does not read holds nobody up and gets no more pictures.</summary>
internal sealed class LauncherClient(Socket socket)
{
    // Replies to requests; a client with more of them unread is cut off.
    private const int MostWaiting = 1000;

    private readonly Channel<byte[]> _out = Channel.CreateBounded<byte[]>(MostWaiting);
    private int _waiting;

    /// <summary>Whether it wants every change. Only the launcher's loop touches this and the next.</summary>
    public bool Follows { get; set; }

    /// <summary>The version of what it was sent last.</summary>
    public long Seen { get; set; }

    public int NewsSeen { get; set; }

    /// <summary>Whether everything was handed to the kernel.</summary>
    public bool IsIdle => Volatile.Read(ref _waiting) == 0;

    public void Send(byte[] line)
    {
        Interlocked.Increment(ref _waiting);
        if (!_out.Writer.TryWrite(line))
        {
            socket.Dispose();
        }
    }

    /// <summary>Reads requests and writes what is to be sent, until the connection ends.</summary>
    /// <param name="asked">Takes a request; the next is not read before it is taken. Null: a line that is no request of this version.</param>
    /// <param name="flushed">Something was sent, and the next may follow.</param>
    public async Task RunAsync(Func<NumberedRequest?, Task> asked, Action flushed, CancellationToken token)
    {
        var writing = WriteAsync(flushed, token);
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            var lines = new LineReader(stream, LaunchRequest.MostBytes);
            while (await lines.NextAsync(token) is { } line)
            {
                await asked(LaunchRequest.Decode(line));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Gone.
        }

        _out.Writer.TryComplete();
        await writing;
        socket.Dispose();
    }

    /// <summary>What was sent last goes out, then the connection ends.</summary>
    public void Finish() => _out.Writer.TryComplete();

    private async Task WriteAsync(Action flushed, CancellationToken token)
    {
        try
        {
            await foreach (var line in _out.Reader.ReadAllAsync(token))
            {
                for (var rest = line.AsMemory(); !rest.IsEmpty;)
                {
                    rest = rest[await socket.SendAsync(rest, SocketFlags.None, token)..];
                }

                Interlocked.Decrement(ref _waiting);
                flushed();
            }

            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            socket.Dispose();
        }
    }
}
