using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>A launcher as a process: the lock, the socket, the clients, and the loop.</summary>
internal static class LauncherHost
{
    private const int Backlog = 64;

    /// <returns>Null when it ended as asked; else why it could not run, in one line.</returns>
    public static async Task<string?> RunAsync(LauncherFolder folder, LauncherWorld world, CancellationToken stop)
    {
        UpRehearsal.Begin();
        if (folder.Make() is { } problem)
        {
            return problem;
        }

        var (held, owner, why) = LauncherLock.Take(folder.Lock, world.Proc, Environment.ProcessId);
        if (held is null)
        {
            return why ?? $"the launcher of {folder.Root} lives already, as pid {owner?.Pid}";
        }

        using (held)
        {
            // Whoever held the lock before starts nothing any more: now is the time to look, on a second core while the rest is made.
            var marked = Task.Run(() => Recovery.Marked(folder, world.Proc), CancellationToken.None);

            // It has a session of its own: nobody hangs up on it.
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
            Socket listener;
            try
            {
                // The lock says that nobody listens there any more.
                File.Delete(folder.Socket);
                listener = SocketPlace.Bound(folder.Socket, SocketType.Stream);
                listener.Listen(Backlog);
            }
            catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
            {
                return $"the socket {folder.Socket} cannot be made: {e.Message}";
            }

            using var listening = listener;
            using var launcher = new Launcher(folder, world);
            using var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var accepting = AcceptAsync(listener, launcher, own.Token);
            launcher.Recover(held.Before, await marked);
            var end = await launcher.RunAsync(() => held.Holds, stop);
            if (end != LauncherEnd.Stopped)
            {
                // Programs run on, and the next launcher is to find them untouched.
                await launcher.UnwindAsync();
            }

            if (end != LauncherEnd.Ousted)
            {
                launcher.LeaveFolder();
                Remove(folder.Socket);
            }

            // Nothing lives, and nothing of it is in the folder: whoever waits for that hears it now, and need not wait for the unwinding.
            held.Dispose();
            launcher.Dismiss();
            await launcher.UnwindAsync();
            await own.CancelAsync();
            await accepting;
            return null;
        }
    }

    private static async Task AcceptAsync(Socket listener, Launcher launcher, CancellationToken token)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(token);
                serving.RemoveAll(s => s.IsCompleted);
                serving.Add(launcher.ServeAsync(new LauncherClient(socket), token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The last words of the loop still go out.
            await Task.WhenAny(Task.WhenAll(serving), Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None));
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
