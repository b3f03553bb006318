using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using WConsole.Drivers.Hosts;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// The address of a unix socket, also in a folder whose path is longer than the 107 bytes that the kernel takes: then it is named through a descriptor
/// of that folder. Dispose after bind or connect.
/// </summary>
internal sealed class SocketPlace : IDisposable
{
    /// <summary>Size of a <c>struct sockaddr_un</c>: the family in two bytes, the path, a zero.</summary>
    internal const int AddressBytes = 2 + MostBytes + 1;

    private const int MostBytes = 107;

    private readonly string _name;
    private readonly int _folder = -1;

    private SocketPlace(string name, int folder) => (_name, _folder) = (name, folder);

    public UnixDomainSocketEndPoint Address => new(_name);

    /// <summary>Whether a path can be handed to another program as it is.</summary>
    public static bool Fits(string path) => Encoding.UTF8.GetByteCount(path) <= MostBytes;

    /// <exception cref="IOException">Its folder cannot be opened.</exception>
    public static SocketPlace Of(string path)
    {
        if (Fits(path))
        {
            return new SocketPlace(path, -1);
        }

        var folder = Posix.Open(Path.GetDirectoryName(path)!, Posix.OpenFlags.ReadOnly | Posix.OpenFlags.CloseOnExec, 0);
        return folder >= 0
            ? new SocketPlace(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{folder}/{Path.GetFileName(path)}"), folder)
            : throw new IOException($"{Path.GetDirectoryName(path)} cannot be opened");
    }

    /// <summary>
    /// A new socket at a path where nothing is. Whoever made it takes the path away: the base library's own socket does when it is closed, though it may be
    /// another launcher's by then.
    /// </summary>
    /// <exception cref="IOException">Its folder cannot be opened, or something stands in the way.</exception>
    public static unsafe Socket Bound(string path, SocketType type)
    {
        using var place = Of(path);
        Span<byte> address = stackalloc byte[AddressBytes];
        if (!Fill(address, place._name))
        {
            throw new IOException("the path is too long");
        }

        // The kinds of sockets have the kernel's own numbers on x64 and arm64.
        var descriptor = Posix.Socket(Posix.UnixFamily, (int)type | Posix.OpenFlags.CloseOnExec, 0);
        if (descriptor < 0)
        {
            throw new IOException("no more descriptors");
        }

        fixed (byte* where = address)
        {
            if (Posix.Bind(descriptor, where, address.Length) != 0)
            {
                var error = Marshal.GetLastPInvokeErrorMessage();
                _ = LibC.Close(descriptor);
                throw new IOException(error);
            }
        }

        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }

    /// <summary>Writes the address of a path into <see cref="AddressBytes"/> bytes.</summary>
    /// <returns>False when it is too long.</returns>
    internal static bool Fill(Span<byte> address, string path)
    {
        address.Clear();
        address[0] = Posix.UnixFamily;
        return Encoding.UTF8.TryGetBytes(path, address.Slice(2, MostBytes), out _);
    }

    public void Dispose()
    {
        if (_folder >= 0)
        {
            _ = LibC.Close(_folder);
        }
    }
}
