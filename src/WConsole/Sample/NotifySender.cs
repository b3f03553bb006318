using System.Net.Sockets;
using System.Text;

namespace WConsole.Sample;

/// <summary>Sends to the socket that NOTIFY_SOCKET names; a keeper that is away for a while is no reason to stop working.</summary>
internal sealed class NotifySender(string? path) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };

    /// <returns>Whether it was handed over.</returns>
    public bool Send(string text)
    {
        if (string.IsNullOrEmpty(path))
        {
            return false;
        }

        try
        {
            // A name in the abstract namespace is written with @ for its first byte, which is 0.
            _socket.SendTo(Encoding.UTF8.GetBytes(text), new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();
}
