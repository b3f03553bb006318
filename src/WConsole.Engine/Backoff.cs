namespace WConsole.Engine;

/// <summary>How long to wait before the next try: doubling from 0.25 s up to 5 s, from the start again after a connection that held. Pure.</summary>
internal static class Backoff
{
    /// <summary>A connection that held this long was a good one.</summary>
    public static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(5);

    /// <param name="failures">Failed tries in a row, the last one included: 1 or more.</param>
    public static TimeSpan After(int failures)
    {
        var doubled = First * Math.Pow(2, Math.Min(failures - 1, 10));
        return doubled < Cap ? doubled : Cap;
    }
}
