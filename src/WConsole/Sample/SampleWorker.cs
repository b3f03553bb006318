using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WConsole.Sample;

/// <summary>
/// A worker that needs nothing else: it executes jobs that only take time, tells about them, and takes signals as Celery's workers do. TERM: finish, then
/// exit. INT: the same, a second one exits at once. QUIT: exit at once, what runs is lost. HUP: finish, then start again in place. USR1: write what every
/// slot does. TTIN, TTOU: a slot more, a slot fewer.
/// </summary>
internal sealed class SampleWorker(SampleArguments arguments, Action<string> log, TimeProvider time) : IDisposable
{
    // USR1, TTIN, TTOU by their numbers: .NET has no name of the first, and takes numbers as they are.
    private const PosixSignal DumpSignal = (PosixSignal)10;
    private const PosixSignal MoreSignal = (PosixSignal)21;
    private const PosixSignal FewerSignal = (PosixSignal)22;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CrashAfter = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentQueue<PosixSignal> _signals = new();
    private readonly SemaphoreSlim _woken = new(0);
    private readonly SamplePool _pool = new(arguments.Slots);
    private readonly long _start = time.GetTimestamp();
    private bool _again;
    private TimeSpan? _drained;

    /// <summary>Works until it is told to end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(string? socket, CancellationToken token)
    {
        using var sender = new NotifySender(socket);
        List<PosixSignalRegistration> taken =
        [
            .. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP, MoreSignal, FewerSignal, DumpSignal }.Select(s => PosixSignalRegistration.Create(s, Take)),
        ];
        try
        {
            return arguments.Role == "crash" ? await CrashAsync(token) : await WorkAsync(sender, token);
        }
        finally
        {
            taken.ForEach(t => t.Dispose());
        }
    }

    public void Dispose() => _woken.Dispose();

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        _signals.Enqueue(context.Signal);
        _woken.Release();
    }

    private async Task<int> CrashAsync(CancellationToken token)
    {
        Say("INFO", "connecting to the database");
        await Task.Delay(CrashAfter, time, token);
        log("Traceback (most recent call last):\n  File \"import_prices.py\", line 41, in connect\nConnectionRefusedError: db.internal:5432 refused the connection");
        return 3;
    }

    private async Task<int> WorkAsync(NotifySender sender, CancellationToken token)
    {
        var since = time.GetUtcNow().ToUnixTimeSeconds();
        SampleQueue[] queues = [.. arguments.Queues.Select(q => new SampleQueue(arguments.Folder, q))];
        var feed = arguments.Role == "feed" ? new SampleFeed(queues, new Random()) : null;
        Say("INFO", $"ready: {(feed is null ? $"{_pool.Size} slots" : "feeding")} for {string.Join(", ", arguments.Queues)}");
        var (told, toldAt, last) = ("", TimeSpan.Zero, Now);
        while (true)
        {
            var now = Now;
            if (TakeSignals(now) is { } code)
            {
                return code;
            }

            Finish(now);
            feed?.Step(now, now - last, time.GetUtcNow().UtcTicks);
            last = now;
            if (feed is null)
            {
                Begin(queues, now);
            }

            if (_pool is { Draining: true, Running.Count: 0 })
            {
                _drained ??= now;
                if (now - _drained >= (_again ? TimeSpan.Zero : arguments.Linger))
                {
                    return End(sender);
                }
            }

            var text = feed is null
                ? SampleReport.Of(_pool, [.. queues.Select(q => (q.Name, q.Count))], since, ready: true)
                : string.Create(CultureInfo.InvariantCulture, $"READY=1\nSTATUS={feed.Made} jobs made{string.Concat(queues.Select(q => $", {q.Count.ToString(CultureInfo.InvariantCulture)} wait in {q.Name}"))}\n");
            if ((text != told && now - toldAt >= Beat / 4) || now - toldAt >= Beat)
            {
                sender.Send(text);
                (told, toldAt) = (text, now);
            }

            await _woken.WaitAsync(Tick, token);
        }
    }

    private int End(NotifySender sender)
    {
        if (!_again)
        {
            Say("INFO", $"finished: {_pool.Done} done, {_pool.Failed} failed");
            return 0;
        }

        Say("INFO", "starting again in place");
        sender.Send("RELOADING=1\n");
        Say("ERROR", $"could not start again: {Replacement.Exec()}");
        return 1;
    }

    private int? TakeSignals(TimeSpan now)
    {
        while (_signals.TryDequeue(out var signal))
        {
            switch (signal)
            {
                case PosixSignal.SIGQUIT:
                case PosixSignal.SIGINT when _pool.Draining:
                    foreach (var (job, begun, _) in _pool.Running)
                    {
                        Say("WARN", string.Create(CultureInfo.InvariantCulture, $"lost {job.Task}[{job.Id}] after {(now - begun).TotalSeconds:0.0} s"));
                    }

                    Say("WARN", $"cold stop: {_pool.Running.Count} lost");
                    return 0;
                case PosixSignal.SIGTERM or PosixSignal.SIGINT or PosixSignal.SIGHUP:
                    _again = signal == PosixSignal.SIGHUP && (!_pool.Draining || _again);
                    _pool.Draining = true;
                    Say("INFO", $"{(_again ? "restart" : "warm stop")}: finishing {_pool.Running.Count}");
                    break;
                case MoreSignal or FewerSignal:
                    _pool.Resize(signal == MoreSignal ? 1 : -1);
                    Say("INFO", $"{_pool.Size} slots");
                    break;
                default:
                    Dump(now);
                    break;
            }
        }

        return null;
    }

    private void Dump(TimeSpan now)
    {
        Say("INFO", $"dump of {_pool.Size} slots");
        for (var i = 0; i < _pool.Size; i++)
        {
            log(i < _pool.Running.Count
                ? string.Create(CultureInfo.InvariantCulture, $"# slot {i}: {_pool.Running[i].Job.Task}[{_pool.Running[i].Job.Id}] for {(now - _pool.Running[i].Begun).TotalSeconds:0.0} s\n  at {_pool.Running[i].Job.Task}.execute()\n  at pool.slot({i})")
                : string.Create(CultureInfo.InvariantCulture, $"# slot {i}: idle\n  at pool.wait()"));
        }

        log("# end of dump");
    }

    private void Finish(TimeSpan now)
    {
        foreach (var job in _pool.Finish(now))
        {
            if (job.Fails)
            {
                Say("ERROR", $"failed {job.Task}[{job.Id}]: TimeoutError: no answer from upstream");
            }
            else
            {
                Say("INFO", string.Create(CultureInfo.InvariantCulture, $"done {job.Task}[{job.Id}] in {job.Takes.TotalSeconds:0.0} s"));
            }
        }
    }

    private void Begin(SampleQueue[] queues, TimeSpan now)
    {
        foreach (var queue in queues)
        {
            while (_pool.HasRoom && queue.Take(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}")) is { } job)
            {
                _pool.Begin(job, now);
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    private void Say(string level, string text) => log($"{time.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {level} {arguments.Name} {text}");
}
