using System.Globalization;
using System.Net.Sockets;
using System.Text;
using WConsole.Drivers.Hosts;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// The address of a unix socket, also in a folder whose path is longer than the 107 bytes that the kernel takes: then it is named through a descriptor
/// of that folder. Dispose after bind or connect.
/// </summary>
internal sealed class SocketPlace : IDisposable
{
    private const int MostBytes = 107;

    private readonly int _folder = -1;

    private SocketPlace(UnixDomainSocketEndPoint address, int folder)
    {
        Address = address;
        _folder = folder;
    }

    public UnixDomainSocketEndPoint Address { get; }

    /// <summary>Whether a path can be handed to another program as it is.</summary>
    public static bool Fits(string path) => Encoding.UTF8.GetByteCount(path) <= MostBytes;

    /// <exception cref="IOException">Its folder cannot be opened.</exception>
    public static SocketPlace Of(string path)
    {
        if (Fits(path))
        {
            return new SocketPlace(new UnixDomainSocketEndPoint(path), -1);
        }

        var folder = Posix.Open(Path.GetDirectoryName(path)!, Posix.OpenFlags.ReadOnly | Posix.OpenFlags.CloseOnExec, 0);
        return folder >= 0
            ? new SocketPlace(new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{folder}/{Path.GetFileName(path)}")), folder)
            : throw new IOException($"{Path.GetDirectoryName(path)} cannot be opened");
    }

    public void Dispose()
    {
        if (_folder >= 0)
        {
            _ = LibC.Close(_folder);
        }
    }
}
