using System.Collections.Concurrent;
using System.Net.Sockets;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// One NOTIFY_SOCKET for each program, at a path that stays the same when another launcher takes over: whoever sends to it is known by the path, so that
/// a shell with socat can report as well as a library.
/// </summary>
internal sealed class NotifySockets(LauncherFolder folder, Action<string, NotifyMessage> heard) : IDisposable
{
    private readonly ConcurrentDictionary<string, Socket> _open = new(StringComparer.Ordinal);

    /// <summary>Opens the socket of a program, once.</summary>
    /// <returns>Its path; null when there can be none (the folder's path is too long for a socket).</returns>
    public string? Open(string id)
    {
        var path = folder.Notify(id);
        if (_open.ContainsKey(id))
        {
            return path;
        }

        if (!SocketPlace.Fits(path))
        {
            return null;
        }

        try
        {
            const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            if (OperatingSystem.IsWindows())
            {
                return null;
            }

            // Changing its mode fails for a folder that somebody else made.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, Mine).UnixFileMode = Mine;
            File.Delete(path);
            var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            _open[id] = socket;
            _ = ReadAsync(id, socket);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return null;
        }
    }

    public void Close(string id)
    {
        if (_open.TryRemove(id, out var socket))
        {
            socket.Dispose();
            try
            {
                File.Delete(folder.Notify(id));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    public void Dispose()
    {
        foreach (var id in _open.Keys)
        {
            Close(id);
        }
    }

    private async Task ReadAsync(string id, Socket socket)
    {
        var buffer = new byte[NotifyMessage.MostBytes];
        try
        {
            while (true)
            {
                var n = await socket.ReceiveAsync(buffer);
                heard(id, NotifyMessage.Parse(buffer.AsSpan(0, n)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed, here.
        }
    }
}
