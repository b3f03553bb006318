namespace WConsole.Drivers.Transports.Redis;

/// <summary>Finds a server that is silent without having closed the connection.</summary>
internal static class RedisKeepAlive
{
    /// <summary>
    /// Runs until cancelled: after an interval without a byte a PING is sent; still nothing after another one, the
    /// connection is given up. Any answer will do, a refusal too: a least-privilege user may not PING (celery-redis §7.3).
    /// </summary>
    public static async Task RunAsync(RedisLink link, TimeProvider time, TimeSpan interval, Func<Task> ping, Action<RedisFault> giveUp, CancellationToken token)
    {
        while (true)
        {
            var seen = link.LastReceived;
            await Task.Delay(interval, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (token.IsCancellationRequested)
            {
                return;
            }

            if (link.LastReceived != seen)
            {
                continue;
            }

            await ping();
            await Task.Delay(interval, time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!token.IsCancellationRequested && link.LastReceived == seen)
            {
                giveUp(new RedisFault(
                    RedisFaultKind.Timeout, $"{link.Endpoint}: silent for {2 * interval.TotalSeconds:0.#} s, PING included: the host or the network is gone"));
                return;
            }
        }
    }
}
