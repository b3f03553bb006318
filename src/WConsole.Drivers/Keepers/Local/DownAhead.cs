using System.Net.Sockets;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// A launcher that was asked for the end of everything in the first milliseconds of this process, with three calls of the kernel: the sockets and the JSON of
/// the base library would take longer than everything before them, and where all ends at once nothing else is needed.
/// </summary>
internal sealed class DownAhead
{
    private const int Stream = 1;
    private const int Block = 4096;

    // Of an answer that is taken as a whole: some thousand names.
    private const int MostBytes = 1024 * 1024;

    private readonly int _descriptor;

    private DownAhead(int descriptor) => _descriptor = descriptor;

    /// <summary>The first request of a connection as it is encoded; a test compares.</summary>
    internal static ReadOnlySpan<byte> Request => """
        {"v":1,"id":1,"ask":"down"}

        """u8;

    private static byte[] Sample => """
        {"v":1,"say":"taken","id":1,"ids":["g:0"],"notes":[]}
        {"v":1,"say":"stopped"}

        """u8.ToArray();

    /// <returns>Null when nobody was asked: none listens, or its path is longer than an address may be.</returns>
    public static unsafe DownAhead? Ask(string socket)
    {
        Span<byte> address = stackalloc byte[SocketPlace.AddressBytes];
        if (!SocketPlace.Fill(address, socket) || Posix.Socket(Posix.UnixFamily, Stream | Posix.OpenFlags.CloseOnExec, 0) is not (>= 0 and var descriptor))
        {
            return null;
        }

        fixed (byte* where = address, what = Request)
        {
            if (Posix.Connect(descriptor, where, address.Length) == 0 && Posix.Write(descriptor, what, (nuint)Request.Length) == Request.Length)
            {
                return new DownAhead(descriptor);
            }
        }

        _ = LibC.Close(descriptor);
        return null;
    }

    /// <summary>Waits, on this thread, for the end of the connection.</summary>
    /// <returns>What was answered and whether everything stopped; null when it goes on after that time, or says something else: <see cref="Line"/> hears it all.</returns>
    public unsafe (LaunchReply Reply, bool Stopped)? EndedWithin(TimeSpan time)
    {
        // There is nothing else to do meanwhile, and the first answer that is read takes longer than all that the launcher does.
        _ = Said(Sample);
        var entry = new Posix.PollEntry { Descriptor = _descriptor, Events = Posix.PollOtherEnded };
        if (Posix.Poll(&entry, 1, (int)time.TotalMilliseconds) != 1)
        {
            return null;
        }

        var bytes = new byte[Block];
        var length = 0;
        while (length < MostBytes)
        {
            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, 2 * length);
            }

            nint n;
            fixed (byte* free = &bytes[length])
            {
                n = Posix.Read(_descriptor, free, (nuint)(bytes.Length - length));
            }

            if (n <= 0)
            {
                break;
            }

            length += (int)n;
        }

        _ = LibC.Close(_descriptor);
        return Said(bytes.AsMemory(0, length));
    }

    /// <summary>The connection for good; nothing was read from it.</summary>
    public LauncherLine Line() => LauncherLine.Of(new SafeSocketHandle(_descriptor, ownsHandle: true));

    /// <summary>All that a launcher said from the request to its end.</summary>
    internal static (LaunchReply Reply, bool Stopped) Said(ReadOnlyMemory<byte> lines)
    {
        LaunchReply? reply = null;
        var stopped = false;
        while (lines.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var said = LaunchReply.Decode(lines[..end]);
            reply ??= said is LaunchReply.Taken or LaunchReply.Refused ? said : null;
            stopped |= said is LaunchReply.Stopped;
            lines = lines[(end + 1)..];
        }

        return (reply ?? LauncherLine.Lost(1), stopped);
    }
}
