using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// The launcher's one loop: what happens and what is asked comes out of the inbox and goes through <see cref="LaunchCore"/>, one after the other. All parts but
/// the inbox belong to this loop alone.
/// </summary>
internal sealed class Launcher : IDisposable
{
    private const int MostNews = 200;
    private static readonly TimeSpan MeterEvery = TimeSpan.FromSeconds(2);

    // Of a fleet in which nothing began or ended for some time.
    private static readonly TimeSpan MeterAtRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OwnershipEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _own = new();
    private readonly LauncherFolder _folder;
    private readonly LauncherWorld _world;
    private readonly Inbox _inbox;
    private readonly LogBook _logs;
    private readonly LauncherNews _news;
    private readonly StatusBoard _board;
    private readonly NotifySockets _sockets;
    private readonly ChildWatch _children;
    private readonly TreeWork _trees;
    private readonly ReadyProbes _probes;
    private readonly FileWatches _watches;
    private readonly LaunchMemory _memory;
    private readonly Followers _followers;
    private readonly LaunchCore _core;
    private readonly PoolRenewals _renewals;
    private readonly WorldNews _outside;
    private readonly Strays _strays;
    private readonly Audience _audience;
    private readonly Reception _reception;
    private Task[] _working = [];

    public Launcher(LauncherFolder folder, LauncherWorld world)
    {
        (_folder, _world) = (folder, world);
        _inbox = new Inbox(world.Time);
        _logs = new LogBook(folder);
        _news = new LauncherNews(folder.Log, world.Time, MostNews);
        _board = new StatusBoard(_logs, world.Proc);
        _audience = new Audience(_board, _news, () => Now);
        _memory = new LaunchMemory(folder, world, _news.Tell);

        // What tells of the world, into the inbox.
        _sockets = new NotifySockets(folder, _inbox.Hear);
        _children = new ChildWatch(world.Proc, end => _inbox.Put(() => _outside!.Ended(end)));
        _trees = new TreeWork(world.Proc, world.Time, () => _followers!.IsEnding, (id, left) => _inbox.Put(() => _core!.Happened(id, new ProgramEvent.TreeEnded(left))));
        _probes = new ReadyProbes(world.Time, world.Reply, (id, run) => _inbox.Put(() => _core!.Happened(id, new ProgramEvent.Proved(run))));
        _watches = new FileWatches(world.Time, (group, file, token) => _inbox.TakenAsync(() => FilesChanged(group, file), token), line => _inbox.Put(() => _news.Tell(line)));

        // From the state outwards.
        var starter = new ProgramStarter(folder, _logs, _sockets, world.Proc, world.Environment);
        var roots = new TreeRoots(starter);
        _followers = new Followers(_board, _probes, _watches, _sockets, _inbox, _logs, () => Now);
        _core = new LaunchCore(
            _memory, roots, new EffectHand(starter, _children, new SignalSender(world.Proc), _trees, roots, _news.Tell), _followers, () => Now, e => _inbox.Put(() => _core!.Apply(e)));
        _renewals = new PoolRenewals(world.Renew, _core, _inbox, _news.Tell);
        _outside = new WorldNews(_core, _renewals, starter, _children, _logs, world.Proc, () => _reception!.IsDown, _news.Tell);
        _strays = new Strays(_core, _children, world.Proc, _news.Tell);
        _reception = new Reception(folder, world, _core, _strays, _audience);
    }

    private TimeSpan Now => _world.Now;

    // It was asked to end, and nothing lives any more.
    private bool IsStopped => _reception.IsDown && _core.State.Programs.Values.All(p => !p.State.Lives && p.State.Phase is ProgramPhase.Stopped or ProgramPhase.Exited or ProgramPhase.Fatal);

    // Only while somebody looks.
    private TimeSpan? MeterDue => _audience.Looks ? _board.MeasuredAt + (Now - _followers.ChangedAt < RestAfter ? MeterEvery : MeterAtRest) : null;

    /// <summary>Takes over what an earlier launcher left. Before the loop runs; clients may come before, and wait for it.</summary>
    public void Recover(LockOwner? before, Dictionary<string, (int Run, ProgramProcess Process)> marked)
    {
        var recovery = Recovery.Of(_memory.Read(), _world.Boot, _folder, _world.Proc, Now, _world.Host, before, marked);
        foreach (var line in recovery.News)
        {
            _news.Tell(line);
        }

        foreach (var (id, stray) in recovery.Strays)
        {
            _strays.Add(id, stray.Run, stray.Process);
        }

        _core.Begin(recovery.State);
        foreach (var e in recovery.Events)
        {
            _core.Apply(e);
        }

        _followers.Begin(_core.State);
        foreach (var kept in _core.State.Programs.Values)
        {
            if (kept.State.Process is { } process)
            {
                _children.Add(kept.Id, process.Pid, process.StartTicks);
            }

            if (kept.State.Predecessor is { } awaited)
            {
                _children.Add(kept.Id, awaited.Pid, awaited.StartTicks);
            }
        }
    }

    /// <summary>Runs until it is asked to end: by <c>down</c> once everything stopped, or by the token, which leaves the programs alone.</summary>
    /// <param name="owns">Whether the folder is still this launcher's. Asked before anything is done, so that two never keep the same programs.</param>
    public async Task<LauncherEnd> RunAsync(Func<bool> owns, CancellationToken stop)
    {
        _working =
        [
            _trees.RunAsync(_own.Token),
            _trees.RehearseAsync(_own.Token),
            new LogCare(_world.Time, () => _followers.LogsInUse, _logs.Free, line => _inbox.Put(() => _news.Tell(line))).RunAsync(_own.Token),
        ];
        try
        {
            while (!IsStopped)
            {
                await WaitAsync(stop);
                if (!owns())
                {
                    _news.Tell($"{_folder.Root} was deleted or moved, or has another launcher: this one ends, the programs run on, and the next launcher adopts them");
                    return LauncherEnd.Ousted;
                }

                _outside.Heard(_inbox.TakeAll());
                if (LaunchMachine.NextDue(_core.State) <= Now)
                {
                    _core.Apply(new LaunchEvent.Tick());
                }

                if (MeterDue <= Now)
                {
                    _board.Measure(_core.State, Now);
                }

                _audience.Show(_core.State);
            }

            return LauncherEnd.Stopped;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _news.Tell("asked to end by a signal: the programs run on, and the next launcher adopts them");
            return LauncherEnd.Signalled;
        }
    }

    /// <summary>After the loop, while the lock is held: takes away what the next launcher makes anew.</summary>
    public void LeaveFolder() => _sockets.Leave();

    /// <summary>After the loop: everybody sees how it ended.</summary>
    public void Dismiss() => _audience.Dismiss(_core.State, IsStopped);

    /// <summary>Ends what works beside the loop.</summary>
    public async Task UnwindAsync()
    {
        await _own.CancelAsync();
        await Task.WhenAll(_working.Select(Quiet));
    }

    /// <summary>Serves a client until it goes. Any thread.</summary>
    public async Task ServeAsync(LauncherClient client, CancellationToken token)
    {
        _inbox.Put(() => _audience.Add(client));
        await client.RunAsync(asked => _inbox.TakenAsync(() => _reception.Answer(client, asked), token), _inbox.Wake, token);
        _inbox.Put(() => _audience.Remove(client));
    }

    public void Dispose()
    {
        _own.Cancel();
        _own.Dispose();
        _watches.Dispose();
        _renewals.Dispose();
        _probes.Dispose();
        _sockets.Dispose();
        _children.Dispose();
        _memory.Dispose();
    }

    private Task WaitAsync(CancellationToken stop)
    {
        var due = new[] { LaunchMachine.NextDue(_core.State), _audience.Due, _inbox.Due, MeterDue }.Min() - Now;
        return _inbox.WaitAsync(due < OwnershipEvery ? due.Value : OwnershipEvery, stop);
    }

    private void FilesChanged(string group, string file)
    {
        if (!_reception.IsDown)
        {
            _outside.Changed(group, file);
        }
    }

    private static async Task Quiet(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
        }
    }
}
