namespace WConsole.Bench.Launchers;

/// <summary>Waits for what nobody tells: processes that come and go.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <returns>Whether it came in time.</returns>
    public static async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken token)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > limit)
            {
                return false;
            }

            await Task.Delay(Step, TimeProvider.System, token);
        }

        return true;
    }
}
