using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// Finds queues (what workers consume, routing tables, settings) and reads what waits in them per priority step, and what workers hold of
/// them (celery-redis §4.1). What a least-privilege user may not read stays unknown.
/// </summary>
internal sealed class CeleryDepths(RedisConnection commands, CeleryRoster roster, IEventSink sink, SourceId source, CelerySettings settings, TimeProvider time)
{
    private const int MostQueues = 500;
    private const int MostTables = 200;
    private const int MostHeld = 1_000;

    // All held messages are read at once to be told apart: only when they are surely small (a larger reply would end the connection).
    private const long MostHeldBytes = 8 << 20;

    private static readonly TimeSpan TablesKept = TimeSpan.FromSeconds(15);

    private readonly CeleryNames _names = settings.Names;
    private ImmutableArray<string> _fromTables = [];
    private long? _scannedAt;
    private bool _mayScan = true;
    private bool _maySplit = true;

    /// <summary>Reads all depths and posts them.</summary>
    /// <exception cref="RedisFault">The connection failed.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await ScanAsync(cancellationToken);
        var queues = Queues();
        List<RedisCommand> batch = [];
        foreach (var queue in queues)
        {
            foreach (var key in _names.QueueKeys(queue))
            {
                batch.Add(RedisCommand.Of("LLEN", key));
            }
        }

        batch.Add(RedisCommand.Of("HLEN", _names.UnackedKey));
        var replies = await commands.SendAsync(batch, cancellationToken);
        var held = await HeldAsync(replies[^1], cancellationToken);
        var steps = _names.PrioritySteps.Length;
        for (var i = 0; i < queues.Length; i++)
        {
            Post(queues[i], replies.AsSpan(i * steps, steps), held);
        }
    }

    private ImmutableArray<string> Queues()
    {
        var known = new List<string>();
        var met = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in roster.All())
        {
            Meet(node.Queues.IsDefault ? [] : node.Queues);
        }

        Meet(settings.Queues);
        Meet(_fromTables);
        // Nothing may be read and nobody tells: Celery's default is the best guess.
        return known.Count == 0 ? ["celery"] : [.. known];

        void Meet(ImmutableArray<string> queues)
        {
            foreach (var queue in queues)
            {
                if (known.Count < MostQueues && met.Add(queue))
                {
                    known.Add(queue);
                }
            }
        }
    }

    private void Post(string queue, ReadOnlySpan<RespValue> replies, IReadOnlyDictionary<string, int>? held)
    {
        var id = new QueueId(source, queue);
        var steps = ImmutableArray.CreateBuilder<PriorityDepth>(replies.Length);
        var sum = 0L;
        for (var i = 0; i < replies.Length; i++)
        {
            if (replies[i].IsError)
            {
                var why = RedisFault.OfReply(commands.Endpoint, "LLEN", replies[i]).Message;
                sink.Post(new FleetEvent.QueueFailed(sink.Now, id, Secrets.Mask(why)));
                return;
            }

            var length = replies[i].Number ?? 0;
            sum += length;
            steps.Add(new PriorityDepth(_names.PrioritySteps[i], length));
        }

        sink.Post(new FleetEvent.QueueSeen(sink.Now, id, new QueueDepth(sum, steps.ToImmutable(), held?.GetValueOrDefault(queue), null)));
    }

    private async Task<IReadOnlyDictionary<string, int>?> HeldAsync(RespValue length, CancellationToken cancellationToken)
    {
        if (length.Number is not { } count || count > MostHeld)
        {
            return null;
        }

        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        if (count == 0)
        {
            return held;
        }

        if (!_maySplit)
        {
            return null;
        }

        var size = await commands.SendAsync(RedisCommand.Of("MEMORY", "USAGE", _names.UnackedKey, "SAMPLES", 0), cancellationToken);
        _maySplit = !size.IsError;
        if (size.Number is not { } bytes || bytes > MostHeldBytes)
        {
            return null;
        }

        var values = await commands.SendAsync(RedisCommand.Of("HVALS", _names.UnackedKey), cancellationToken);
        _maySplit = !values.IsError;
        foreach (var value in values.Items)
        {
            if (QueueDecoder.Unacked(value.Bytes.Span) is QueueReading.Message { Queue: { } queue })
            {
                held[queue] = held.GetValueOrDefault(queue) + 1;
            }
        }

        return values.IsError ? null : held;
    }

    private async Task ScanAsync(CancellationToken cancellationToken)
    {
        if (!_mayScan || (_scannedAt is { } at && time.GetElapsedTime(at) < TablesKept))
        {
            return;
        }

        _scannedAt = time.GetTimestamp();
        var tables = new HashSet<string>(StringComparer.Ordinal);
        var cursor = "0";
        // Bounded: a database full of result keys is walked a part at a time, and stays usable meanwhile.
        for (var round = 0; round < 100 && tables.Count < MostTables; round++)
        {
            var reply = await commands.SendAsync(RedisCommand.Of("SCAN", cursor, "MATCH", _names.BindingsPattern, "COUNT", 1_000), cancellationToken);
            if (reply.Items is not [var next, var keys])
            {
                _mayScan = !reply.IsError;
                return;
            }

            foreach (var key in keys.Items)
            {
                if (_names.IsTaskBinding(key.Text))
                {
                    tables.Add(key.Text);
                }
            }

            cursor = next.Text;
            if (cursor == "0")
            {
                break;
            }
        }

        await ReadTablesAsync([.. tables.Take(MostTables)], cancellationToken);
    }

    private async Task ReadTablesAsync(ImmutableArray<string> tables, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var replies = await commands.SendAsync([.. tables.Select(t => RedisCommand.Of("SMEMBERS", t))], cancellationToken);
        foreach (var reply in replies)
        {
            foreach (var member in reply.Items)
            {
                if (found.Count < MostQueues && _names.QueueOf(member.Text) is { } queue)
                {
                    found.Add(queue);
                }
            }
        }

        var sorted = new List<string>(found);
        sorted.Sort(StringComparer.Ordinal);
        _fromTables = [.. sorted];
    }
}
