using System.Globalization;
using System.Text;

namespace WConsole.Sample;

/// <summary>What a sample worker tells on its NOTIFY_SOCKET: docs/notify.md has the fields.</summary>
internal static class SampleReport
{
    /// <summary>The promise: one report at least this often, or it may be taken for stuck and started again.</summary>
    public static TimeSpan Watchdog { get; } = TimeSpan.FromSeconds(20);

    /// <param name="since">When this image of the program began, in seconds since 1970.</param>
    public static string Of(SamplePool pool, IReadOnlyList<(string Name, int Waiting)> queues, long since, bool ready)
    {
        var text = new StringBuilder();
        if (ready)
        {
            text.Append("READY=1\n");
        }

        text.Append(pool.Draining ? "STOPPING=1\n" : "")
            .Append(CultureInfo.InvariantCulture, $"WATCHDOG_USEC={Watchdog.Ticks / TimeSpan.TicksPerMicrosecond}\nWATCHDOG=1\n")
            .Append(CultureInfo.InvariantCulture, $"STATUS={Status(pool, queues)}\n")
            .Append(CultureInfo.InvariantCulture, $"X_WCONSOLE_SINCE={since}\n")
            .Append("X_WCONSOLE_POOL=threads\n")
            .Append(CultureInfo.InvariantCulture, $"X_WCONSOLE_SLOTS={pool.Size}\n")
            .Append(CultureInfo.InvariantCulture, $"X_WCONSOLE_RUNNING={string.Join(' ', pool.Running.Select(r => $"{r.Job.Task}:{r.Job.Id}"))}\n")
            .Append(CultureInfo.InvariantCulture, $"X_WCONSOLE_QUEUES={string.Join(',', queues.Select(q => $"{q.Name}:{q.Waiting.ToString(CultureInfo.InvariantCulture)}"))}\n")
            .Append(CultureInfo.InvariantCulture, $"X_WCONSOLE_DONE={pool.Done}\n")
            .Append(CultureInfo.InvariantCulture, $"X_WCONSOLE_FAILED={pool.Failed}\n");
        return text.ToString();
    }

    private static string Status(SamplePool pool, IReadOnlyList<(string Name, int Waiting)> queues) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(pool.Draining ? "finishing" : "executing")} {pool.Running.Count} of {pool.Size}{string.Concat(queues.Select(q => string.Create(CultureInfo.InvariantCulture, $", {q.Waiting} wait in {q.Name}")))}");
}
