using System.Threading.Channels;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>A wait for a while that ends without an exception: to throw one takes a millisecond, and a launcher waits often.</summary>
internal static class ChannelWait
{
    // Timers cut a part of a millisecond off, and know no wait of months.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Until there is something to read, or a while has passed.</summary>
    /// <param name="within">Nothing or less: not at all.</param>
    /// <exception cref="OperationCanceledException">The token ended the wait.</exception>
    public static async Task ForAsync<T>(ChannelReader<T> reader, TimeSpan within, TimeProvider time, CancellationToken token)
    {
        if (within <= TimeSpan.Zero)
        {
            return;
        }

        using var due = new CancellationTokenSource(within < Longest ? within + Rounding : Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, token);
        Task wait = reader.WaitToReadAsync(either.Token).AsTask();
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
    }
}
