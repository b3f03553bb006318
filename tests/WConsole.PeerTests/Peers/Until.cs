namespace WConsole.PeerTests.Peers;

/// <summary>Waiting on a condition that only polling can see.</summary>
public static class Until
{
    /// <summary>Returns as soon as the condition holds; fails the test with the text when it does not within the limit.</summary>
    public static async Task TrueAsync(Func<ValueTask<bool>> condition, TimeSpan limit, Func<string> otherwise, CancellationToken token)
    {
        if (!await IsTrueAsync(condition, limit, token))
        {
            Assert.Fail($"not within {limit.TotalSeconds:0.#} s: {otherwise()}");
        }
    }

    /// <summary>Returns as soon as the condition holds; false when it does not within the limit.</summary>
    public static async Task<bool> IsTrueAsync(Func<ValueTask<bool>> condition, TimeSpan limit, CancellationToken token)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
        }

        return true;
    }
}
