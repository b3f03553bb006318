using System.Globalization;
using System.Threading.Channels;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// The launcher's one loop: what happens and what is asked goes in, is folded, is written to the journal, and only then are its effects carried out. Nothing
/// else touches the state.
/// </summary>
internal sealed class Launcher : IDisposable
{
    private const int MostNews = 200;
    private static readonly TimeSpan PictureEvery = TimeSpan.FromMilliseconds(50);

    private readonly LauncherFolder _folder;
    private readonly LauncherWorld _world;
    private readonly TimeProvider _time;
    private readonly JournalFile _journal;
    private readonly LogBook _logs;
    private readonly ProgramStarter _starter;
    private readonly NotifySockets _sockets;
    private readonly ChildWatch _children;
    private readonly TreeWork _trees;
    private readonly ReadyProbes _probes;
    private readonly SignalSender _signals;
    private readonly FileWatches _watches;
    private readonly LauncherNews _news;
    private readonly StatusBoard _board;
    private readonly Channel<Action> _inputs = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, byte[]> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TreeRoot> _roots = new(StringComparer.Ordinal);
    private readonly List<LauncherClient> _clients = [];
    private LaunchState _state = LaunchState.Empty;
    private volatile IReadOnlyList<string> _logsInUse = [];
    private Dictionary<string, (int Run, ProgramProcess Process)> _strays = [];
    private bool _isDown;
    private bool _done;
    private bool _journalFailed;
    private TimeSpan _lastPicture = TimeSpan.MinValue / 2;
    private TimeSpan? _nextPicture;

    public Launcher(LauncherFolder folder, LauncherWorld world)
    {
        (_folder, _world, _time) = (folder, world, world.Time);
        _journal = new JournalFile(folder.Journal);
        _logs = new LogBook(folder);
        _news = new LauncherNews(folder.Log, world.Time, MostNews);
        _sockets = new NotifySockets(folder, (id, message) => Post(() => Heard(id, message)));
        _starter = new ProgramStarter(folder, _logs, _sockets, world.Proc, world.Environment);
        _children = new ChildWatch(world.Proc, end => Post(() => Ended(end)));
        _trees = new TreeWork(world.Proc, world.Time, (id, left) => Post(() => Happened(id, new ProgramEvent.TreeEnded(left))));
        _probes = new ReadyProbes(world.Time, world.Reply, (id, run) => Post(() => Happened(id, new ProgramEvent.Proved(run))));
        _signals = new SignalSender(world.Proc);
        _board = new StatusBoard(_logs, world.Proc);
        _watches = new FileWatches(world.Time, (group, file) => Post(() => FilesChanged(group, file)), line => Post(() => _news.Tell(line)));
    }

    private TimeSpan Now => _world.Now;

    /// <summary>Hands something to the loop. Any thread.</summary>
    public void Post(Action input) => _inputs.Writer.TryWrite(input);

    /// <summary>Takes over what an earlier launcher left. Before the loop runs.</summary>
    public void Recover(LockOwner? before)
    {
        var recovery = Recovery.Of(JournalFile.Read(_folder.Journal), _world.Boot, _folder, _world.Proc, Now, _world.Host, before);
        foreach (var line in recovery.News)
        {
            _news.Tell(line);
        }

        _state = recovery.State;
        _strays = new Dictionary<string, (int Run, ProgramProcess Process)>(recovery.Strays, StringComparer.Ordinal);
        foreach (var kept in _state.Programs.Values.Where(p => p.State.Process is not null))
        {
            _roots[kept.Id] = Root(kept);
        }

        Rewrite();
        foreach (var e in recovery.Events)
        {
            Apply(e);
        }

        foreach (var kept in _state.Programs.Values)
        {
            _sockets.Open(kept.Id);
            if (kept.State.Process is { } process)
            {
                _children.Add(kept.Id, process.Pid, process.StartTicks);
                _probes.Fit(kept, _logs.Of(kept.Id, kept.State.Run));
            }

            _board.Changed(kept.Id);
        }

        _watches.Fit(_state.Groups.Values);
    }

    /// <summary>Runs until it is asked to end: by <c>down</c> once everything stopped, or by the token, which leaves the programs alone.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var trees = _trees.RunAsync(own.Token);
        var care = new LogCare(_time, () => _logsInUse, line => Post(() => _news.Tell(line))).RunAsync(own.Token);
        var meter = MeterAsync(own.Token);
        try
        {
            while (!_done)
            {
                await WaitAsync(stop);
                while (_inputs.Reader.TryRead(out var input))
                {
                    input();
                }

                if (LaunchMachine.NextDue(_state) <= Now)
                {
                    Apply(new LaunchEvent.Tick());
                }

                _done = _isDown && _state.Programs.Values.All(p => !p.State.Lives && p.State.Phase is ProgramPhase.Stopped or ProgramPhase.Exited or ProgramPhase.Fatal);
                SendPictures();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _news.Tell("asked to end by a signal: the programs run on, and the next launcher adopts them");
        }

        foreach (var client in _clients)
        {
            client.Finish();
        }

        await own.CancelAsync();
        await Task.WhenAll(Quiet(trees), Quiet(care), Quiet(meter));
    }

    /// <summary>A client came.</summary>
    public void Add(LauncherClient client) => _clients.Add(client);

    public void Remove(LauncherClient client) => _clients.Remove(client);

    /// <summary>A client asks.</summary>
    /// <param name="asked">Null: what it sent is no request of this version.</param>
    public void Answer(LauncherClient client, NumberedRequest? asked)
    {
        if (asked is null)
        {
            client.Send(new LaunchReply.Refused(
                0, "this launcher does not understand the request: it is of another version", "end it with the wconsole that started it, or: wconsole down, then up (the workers end too)").Encode());
            return;
        }

        if (asked.Request is LaunchRequest.Look look)
        {
            client.Follows = look.Follow;
            client.Seen = _board.Version;
            client.NewsSeen = _news.Count;
            client.Send(_board.Whole(_state, Now, _news.All).Encode());
            return;
        }

        var reply = _isDown && asked.Request is not LaunchRequest.Down
            ? new LaunchReply.Refused(asked.Number, "the launcher is ending", "wait for it, then run wconsole up")
            : new RequestTaker(_folder, _world, _state, e => Apply(e)).Take(asked);
        _isDown |= asked.Request is LaunchRequest.Down;
        // First what it led to: whoever reads the reply sees a picture in which it has begun.
        if (client.Follows)
        {
            SendPicture(client);
        }

        client.Send(reply.Encode());
    }

    public void Dispose()
    {
        _watches.Dispose();
        _probes.Dispose();
        _sockets.Dispose();
        _children.Dispose();
        _journal.Dispose();
    }

    /// <summary>Ended by <c>down</c>: nothing needs to be remembered but how the groups were.</summary>
    public void Forget()
    {
        foreach (var kept in _state.Programs.Values)
        {
            _sockets.Close(kept.Id);
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        var due = LaunchMachine.NextDue(_state);
        if (_nextPicture is { } picture && !(due < picture))
        {
            due = picture;
        }

        if (due is not { } at)
        {
            await _inputs.Reader.WaitToReadAsync(stop);
            return;
        }

        if (at <= Now)
        {
            return;
        }

        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timer.CancelAfter(at - Now + TimeSpan.FromMilliseconds(1));
        try
        {
            await _inputs.Reader.WaitToReadAsync(timer.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Due.
        }
    }

    private void Happened(string id, ProgramEvent e) => Apply(new LaunchEvent.Happened(id, e));

    private void Heard(string id, NotifyMessage message)
    {
        if (message.MainPid is { } main && _state.Programs.TryGetValue(id, out var kept) && kept.State.Process is { } process && main != process.Pid)
        {
            MainChanged(kept, process, main);
        }

        Happened(id, new ProgramEvent.Notified(message));
    }

    // Only a process of its own tree may take the place of the main one.
    private void MainChanged(KeptProgram kept, ProgramProcess process, int main)
    {
        var memory = new TreeMemory(_starter.Root(kept.Id, kept.State.Run, process.Pid, process.StartTicks), TreeWork.Marks, Environment.ProcessId);
        if (memory.Look(_world.Proc.Scan(), []).Processes.FirstOrDefault(p => p.Pid == main) is { } member)
        {
            Happened(kept.Id, new ProgramEvent.MainChanged(member.Pid, member.StartTicks));
            _children.Add(kept.Id, member.Pid, member.StartTicks);
        }
        else
        {
            _news.Tell(string.Create(CultureInfo.InvariantCulture, $"{kept.Id} names pid {main} as its main process, which is none of its own: not believed"));
        }
    }

    private void FilesChanged(string group, string file)
    {
        System.Collections.Immutable.ImmutableArray<string> ids = [.. _state.InOrder.Where(p => p.Program.Group == group && p.State.Wanted && p.State.Phase is ProgramPhase.Running or ProgramPhase.Starting or ProgramPhase.Fatal or ProgramPhase.Backoff).Select(p => p.Id)];
        if (ids.Length > 0 && !_isDown)
        {
            _news.Tell($"{group}: {file} changed: warm restart");
            Apply(new LaunchEvent.Restart(ids));
        }
    }

    private void Ended(ChildEnd end)
    {
        var line = _state.Programs.TryGetValue(end.Id, out var kept) ? LastWords.Of(_logs.Of(end.Id, kept.State.Run), kept.Program) : null;
        Happened(end.Id, new ProgramEvent.Exited(end.Pid, end.StartTicks, end.Code, end.Signal, line));
    }

    private void Apply(LaunchEvent e)
    {
        var before = _state;
        (_state, var effects) = LaunchMachine.Fold(_state, e, Now);
        Remember(before);
        foreach (var effect in effects)
        {
            Carry(effect);
        }

        if (e is LaunchEvent.Declared declared && _strays.Count > 0)
        {
            AdoptStrays(declared);
        }
    }

    // Before anybody can ask for a start: a second one would be started beside it.
    private void AdoptStrays(LaunchEvent.Declared declared)
    {
        foreach (var program in declared.Replicas)
        {
            if (_strays.Remove(program.Id, out var stray) && _world.Proc.IsAlive(stray.Process.Pid, stray.Process.StartTicks))
            {
                Happened(program.Id, new ProgramEvent.Adopted(stray.Run, stray.Process));
                _children.Add(program.Id, stray.Process.Pid, stray.Process.StartTicks);
                _news.Tell($"{program.Id}: 1 adopted");
            }
        }
    }

    private void Carry(LaunchEffect effect)
    {
        if (!_state.Programs.TryGetValue(effect.Id, out var kept))
        {
            return;
        }

        switch (effect)
        {
            case LaunchEffect.Spawn spawn:
                var result = _starter.Start(kept.Program, spawn.Run);
                if (result is ProgramEvent.Spawned spawned)
                {
                    Happened(kept.Id, result);
                    _children.Add(kept.Id, spawned.Pid, spawned.StartTicks);
                }
                else
                {
                    // Not at once: a retry without a pause would come back here.
                    Post(() => Happened(kept.Id, result));
                }

                break;
            case LaunchEffect.Ask ask:
                if (_signals.Send(ask.Process.Pid, ask.Process.StartTicks, ask.Signal) is { Result: SignalResult.Refused } refused)
                {
                    _news.Tell($"{kept.Id}: {refused.Text}");
                }

                Happened(kept.Id, new ProgramEvent.Asked());
                break;
            case LaunchEffect.EndTree end:
                var process = kept.State.Process;
                _trees.End(kept.Id, process is null && _roots.TryGetValue(kept.Id, out var root) ? root : Root(kept), end.Signal, end.Grace);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private TreeRoot Root(KeptProgram kept) => _starter.Root(kept.Id, kept.State.Run, kept.State.Process?.Pid ?? -1, kept.State.Process?.StartTicks ?? 0);

    // What changed is written down and shown.
    private void Remember(LaunchState before)
    {
        var lines = new List<byte[]>();
        if (!ReferenceEquals(before.Groups, _state.Groups))
        {
            _watches.Fit(_state.Groups.Values);
            lines.AddRange(_state.Groups.Where(g => !before.Groups.TryGetValue(g.Key, out var old) || !ReferenceEquals(old, g.Value)).Select(g => new JournalLine.Group(g.Value).Encode()));
        }

        foreach (var (id, kept) in _state.Programs)
        {
            if (before.Programs.TryGetValue(id, out var old) && ReferenceEquals(old, kept))
            {
                continue;
            }

            if (kept.State.Process is { } process)
            {
                _roots[id] = _roots.TryGetValue(id, out var root) && root.Pid == process.Pid && root.StartTicks == process.StartTicks ? root : Root(kept);
            }

            _board.Changed(id);
            _probes.Fit(kept, _logs.Of(id, kept.State.Run));
            var line = Line(kept).Encode();
            if (!_written.TryGetValue(id, out var last) || !last.AsSpan().SequenceEqual(line))
            {
                _written[id] = line;
                lines.Add(line);
            }
        }

        foreach (var id in before.Programs.Keys.Where(k => !_state.Programs.ContainsKey(k)))
        {
            _written.Remove(id);
            _roots.Remove(id);
            _probes.Forget(id);
            _sockets.Close(id);
            _board.Gone(id);
            lines.Add(new JournalLine.Gone(id).Encode());
        }

        if (lines.Count > 0)
        {
            _logsInUse = [.. _state.Programs.Values.Where(p => p.State.Process is not null).Select(p => _logs.Of(p.Id, p.State.Run))];
        }

        Written(_journal.Append(lines));
        if (_journal.IsLong)
        {
            Rewrite();
        }
    }

    private void Rewrite() => Written(_journal.Rewrite(
    [
        new JournalLine.Begun(Environment.ProcessId, _world.Proc.Brief(Environment.ProcessId) is ProcessLook.Alive me ? me.StartTicks : 0, _world.Boot),
        .. _state.Groups.Values.Select(g => new JournalLine.Group(g)),
        .. _state.InOrder.Select(Line),
    ]));

    private static JournalLine.Program Line(KeptProgram kept) => new(kept.Program.Group, kept.Program.Index, kept.Program.Port, kept.Leaves, kept.Outdated, kept.RestartsNext, kept.State);

    private void Written(string? problem)
    {
        if (problem is not null && !_journalFailed)
        {
            _news.Tell($"{problem}; the programs run on, and are found again by the mark in their environment");
        }

        _journalFailed = problem is not null;
    }

    // At once after a quiet time, else not more often than a screen can show; a client that does not read gets one when it has read the last.
    private void SendPictures()
    {
        var behind = _clients.Where(c => c.Follows && c.IsIdle && (c.Seen < _board.Version || c.NewsSeen < _news.Count)).ToList();
        _nextPicture = behind.Count > 0 && Now < _lastPicture + PictureEvery ? _lastPicture + PictureEvery : null;
        if (_nextPicture is not null)
        {
            return;
        }

        foreach (var client in behind)
        {
            _lastPicture = Now;
            SendPicture(client);
        }
    }

    private void SendPicture(LauncherClient client)
    {
        client.Send(_board.Since(client.Seen, _state, Now, _news.Since(client.NewsSeen)).Encode());
        client.Seen = _board.Version;
        client.NewsSeen = _news.Count;
    }

    private async Task MeterAsync(CancellationToken token)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), _time);
        while (await timer.WaitForNextTickAsync(token))
        {
            Post(() =>
            {
                if (_clients.Exists(c => c.Follows))
                {
                    _board.Measure(_state, Now);
                }
            });
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
