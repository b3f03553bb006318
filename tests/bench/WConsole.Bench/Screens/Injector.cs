using WConsole.Bench.Simulator;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Screens;

/// <summary>
/// Puts broken replies and events in front of one running console, through Redis: into its reply list, and on the event channel. It waits for the
/// console whenever much is on its way, since a server cuts off subscribers that lag (celery-redis §8.6), and then nothing could be counted.
/// </summary>
internal sealed class Injector(RedisConnection link, InjectedTally tally, int seed)
{
    private const int Batch = 500;
    private const int MostWaiting = 5_000;
    private const int MostUnsentBytes = 4 << 20;

    private readonly CeleryNames _names = new();
    private readonly Mutator _mutator = new(seed);

    /// <summary>Sends about so many, and returns when the console has taken them all.</summary>
    /// <returns>False: the console did not take them within the time.</returns>
    public async Task<bool> RunAsync(int count, TimeSpan limit, CancellationToken token)
    {
        var list = await ReplyListAsync(token);
        var begun = TimeProvider.System.GetTimestamp();
        var target = tally.Replies + tally.Events + count;
        while (tally.Replies + tally.Events < target && TimeProvider.System.GetElapsedTime(begun) < limit)
        {
            var sent = Enumerable.Range(0, Batch).Select(_ => _mutator.Next()).ToArray();
            await link.SendAsync([.. sent.Select(m => Command(m.IsReply, m.Payload, list))], token);
            foreach (var (isReply, payload, isNotJson) in sent)
            {
                tally.Add(isReply, payload, isNotJson);
            }

            while (await WaitingAsync(list, token) is var waiting && (waiting.Replies > MostWaiting || waiting.Bytes > MostUnsentBytes) && TimeProvider.System.GetElapsedTime(begun) < limit)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, token);
            }
        }

        return await DrainedAsync(limit - TimeProvider.System.GetElapsedTime(begun), token);
    }

    /// <summary>Waits until nothing is on its way to the console any more.</summary>
    public async Task<bool> DrainedAsync(TimeSpan limit, CancellationToken token)
    {
        var list = await ReplyListAsync(token);
        var begun = TimeProvider.System.GetTimestamp();
        while (await WaitingAsync(list, token) != (0, 0))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
        }

        return true;
    }

    private RedisCommand Command(bool isReply, byte[] payload, string list) => isReply
        ? RedisCommand.Of("LPUSH", list, payload)
        : RedisCommand.Of("PUBLISH", _names.Events.Name[..^1] + "task.multi", payload);

    // The console's entry in the routing table tells its list.
    private async Task<string> ReplyListAsync(CancellationToken token)
    {
        var entries = (await link.SendAsync(RedisCommand.Of("SMEMBERS", _names.ReplyBindingKey), token)).Items.ToArray();
        return entries.Select(e => _names.QueueOf(e.Text)).OfType<string>().Single();
    }

    private async Task<(long Replies, long Bytes)> WaitingAsync(string list, CancellationToken token)
    {
        var answers = await link.SendAsync([RedisCommand.Of("LLEN", list), RedisCommand.Of("CLIENT", "LIST", "TYPE", "pubsub")], token);
        var unsent = answers[1].Text.Split(' ').Where(f => f.StartsWith("omem=", StringComparison.Ordinal)).Sum(f => long.Parse(f[5..], System.Globalization.CultureInfo.InvariantCulture));
        return (answers[0].Number ?? 0, unsent);
    }
}
