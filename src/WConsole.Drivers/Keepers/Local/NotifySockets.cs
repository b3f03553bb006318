using System.Net.Sockets;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// One NOTIFY_SOCKET for each program, at a path that stays the same when another launcher takes over: whoever sends to it is known by the path, so that
/// a shell with socat can report as well as a library. Only the launcher's loop uses it.
/// </summary>
internal sealed class NotifySockets(LauncherFolder folder, Action<string, NotifyMessage> heard) : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Dictionary<string, OpenSocket> _open = new(StringComparer.Ordinal);

    /// <summary>Opens the socket of a program, once; only its user and the launcher's may send to it.</summary>
    /// <returns>Its path; null when there can be none (the folder's path is too long for a socket).</returns>
    public string? Open(Program program)
    {
        var (id, path) = (program.Id, folder.Notify(program.Id, program.User));
        if (_open.TryGetValue(id, out var open))
        {
            if (open.Path == path)
            {
                return Given(path, program) ? path : null;
            }

            // It has another user now.
            Close(id);
        }

        if (!SocketPlace.Fits(path))
        {
            return null;
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                return null;
            }

            var place = Path.GetDirectoryName(path)!;
            if (LauncherFolder.IsOther(program.User))
            {
                OtherUser.MakeWay(place);
            }
            else
            {
                // Changing its mode fails for a folder that somebody else made.
                Directory.CreateDirectory(place, Mine).UnixFileMode = Mine;
            }

            File.Delete(path);
            var socket = SocketPlace.Bound(path, SocketType.Dgram);
            _open[id] = new OpenSocket(socket, path);
            _ = ReadAsync(id, socket);
            return Given(path, program) ? path : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return null;
        }
    }

    public void Close(string id)
    {
        if (_open.Remove(id, out var open))
        {
            open.Socket.Dispose();
            Delete(open.Path);
        }
    }

    /// <summary>Takes the paths away, so that another launcher may make them; nothing more is heard.</summary>
    public void Leave()
    {
        foreach (var (_, path) in _open.Values)
        {
            Delete(path);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static bool Given(string path, Program program) => OtherUser.Of(program).User is not { } other || other.Own(path);

    /// <summary>Closes them; their paths went with <see cref="Leave"/>, or are another launcher's by now.</summary>
    public void Dispose()
    {
        foreach (var (socket, _) in _open.Values)
        {
            socket.Dispose();
        }

        _open.Clear();
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

    private sealed record OpenSocket(Socket Socket, string Path);
}
