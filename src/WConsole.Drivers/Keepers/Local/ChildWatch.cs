using System.Runtime.InteropServices;
using WConsole.Drivers.Hosts;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Tells when processes end: one thread that sleeps in poll on a pidfd of each. A child of ours is waited for by its own pid, so nobody else's is taken
/// away; of others (adopted ones) no code can be known.
/// </summary>
internal sealed class ChildWatch : IDisposable
{
    // For kernels without pidfds, and for what could not get one.
    private const int PollEvery = 200;

    private readonly ProcFs _proc;
    private readonly Action<ChildEnd> _ended;
    private readonly Lock _gate = new();
    private readonly List<Watched> _new = [];
    private readonly int _wake;
    private readonly Thread _thread;
    private bool _stopped;

    public ChildWatch(ProcFs proc, Action<ChildEnd> ended)
    {
        _proc = proc;
        _ended = ended;
        _wake = Posix.EventDescriptor(0, Posix.OpenFlags.CloseOnExec);
        _thread = new Thread(Run) { IsBackground = true, Name = "child watch" };
        _thread.Start();
    }

    public void Add(string id, int pid, long startTicks)
    {
        lock (_gate)
        {
            _new.Add(new Watched(id, pid, startTicks, LibC.PidfdOpen(pid)));
        }

        Wake();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        Wake();
        _thread.Join();
        _ = LibC.Close(_wake);
    }

    private unsafe void Wake()
    {
        var one = 1UL;
        _ = Posix.Write(_wake, (byte*)&one, sizeof(ulong));
    }

    private unsafe void Run()
    {
        var watched = new List<Watched>();
        while (true)
        {
            lock (_gate)
            {
                watched.AddRange(_new);
                _new.Clear();
                if (_stopped)
                {
                    watched.ForEach(w => Close(w));
                    return;
                }
            }

            var entries = new Posix.PollEntry[watched.Count + 1];
            entries[0] = new Posix.PollEntry { Descriptor = _wake, Events = Posix.PollIn };
            for (var i = 0; i < watched.Count; i++)
            {
                entries[i + 1] = new Posix.PollEntry { Descriptor = watched[i].Descriptor, Events = Posix.PollIn };
            }

            fixed (Posix.PollEntry* first = entries)
            {
                _ = Posix.Poll(first, (nuint)entries.Length, watched.Exists(w => w.Descriptor < 0) ? PollEvery : -1);
            }

            if (entries[0].Returned != 0)
            {
                var count = 0UL;
                _ = Posix.Read(_wake, (byte*)&count, sizeof(ulong));
            }

            for (var i = watched.Count - 1; i >= 0; i--)
            {
                if ((entries[i + 1].Returned != 0 || watched[i].Descriptor < 0) && Ended(watched[i]) is { } end)
                {
                    Close(watched[i]);
                    watched.RemoveAt(i);
                    _ended(end);
                }
            }
        }
    }

    private ChildEnd? Ended(Watched watched)
    {
        var found = Posix.WaitPid(watched.Pid, out var status, Posix.NoHang);
        if (found == watched.Pid)
        {
            var (code, signal) = Posix.Meaning(status);
            return new ChildEnd(watched.Id, watched.Pid, watched.StartTicks, code, signal);
        }

        // Ours and alive: 0. Not ours: an error.
        return found == 0 || _proc.IsAlive(watched.Pid, watched.StartTicks) ? null : new ChildEnd(watched.Id, watched.Pid, watched.StartTicks, null, null);
    }

    private static void Close(Watched watched)
    {
        if (watched.Descriptor >= 0)
        {
            _ = LibC.Close(watched.Descriptor);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Watched(string Id, int Pid, long StartTicks, int Descriptor);
}

/// <summary>A watched process is gone. Neither code nor signal: it was nobody's child here.</summary>
internal readonly record struct ChildEnd(string Id, int Pid, long StartTicks, int? Code, int? Signal);
