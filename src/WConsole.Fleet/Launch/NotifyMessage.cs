using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WConsole.Fleet.Launch;

/// <summary>
/// One datagram to <c>NOTIFY_SOCKET</c>, read: lines of <c>NAME=value</c> as sd_notify(3) sends them, and the extra ones of <see cref="ProgramReport"/>.
/// Unknown names and values that are none are passed over: a program written for systemd sends what we do not know.
/// </summary>
/// <param name="Watchdog">A sign of life (<c>WATCHDOG=1</c>).</param>
/// <param name="WatchdogEvery">It promises one at least this often (<c>WATCHDOG_USEC</c>); zero takes the promise back.</param>
/// <param name="GivesUp">It knows itself to be broken (<c>WATCHDOG=trigger</c>).</param>
/// <param name="Extend">It needs this much longer, from now, to start or to stop (<c>EXTEND_TIMEOUT_USEC</c>).</param>
public sealed record NotifyMessage(
    bool Ready, bool Reloading, bool Stopping, bool Watchdog, bool GivesUp, TimeSpan? WatchdogEvery, TimeSpan? Extend, int? MainPid, ProgramReport Report)
{
    /// <summary>Longer messages are cut off.</summary>
    public const int MostBytes = 8192;

    private const int MostRuns = 256;
    private const int MostText = 1024;
    private static readonly TimeSpan MostTime = TimeSpan.FromDays(1);

    /// <summary>Reads a message. Never fails: what is not understood is not in the result.</summary>
    public static NotifyMessage Parse(ReadOnlySpan<byte> datagram)
    {
        var (ready, reloading, stopping, watchdog, givesUp) = (false, false, false, false, false);
        TimeSpan? every = null, extend = null;
        int? mainPid = null;
        var report = ProgramReport.Nothing;
        foreach (var line in Encoding.UTF8.GetString(datagram[..Math.Min(datagram.Length, MostBytes)]).Split('\n'))
        {
            var sign = line.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                continue;
            }

            var value = line[(sign + 1)..].Trim();
            switch (line[..sign])
            {
                case "READY":
                    ready |= value == "1";
                    break;
                case "RELOADING":
                    reloading |= value == "1";
                    break;
                case "STOPPING":
                    stopping |= value == "1";
                    report = report with { Stopping = stopping };
                    break;
                case "WATCHDOG":
                    watchdog |= value == "1";
                    givesUp |= value == "trigger";
                    break;
                case "WATCHDOG_USEC":
                    every = Microseconds(value) ?? every;
                    break;
                case "EXTEND_TIMEOUT_USEC":
                    extend = Microseconds(value) ?? extend;
                    break;
                case "MAINPID":
                    mainPid = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 1 ? pid : mainPid;
                    break;
                case "STATUS":
                    report = report with { Status = Cut(value) };
                    break;
                case "X_WCONSOLE_SINCE":
                    report = report with { Since = Count(value, long.MaxValue) ?? report.Since };
                    break;
                case "X_WCONSOLE_POOL":
                    report = report with { Pool = Cut(value) };
                    break;
                case "X_WCONSOLE_SLOTS":
                    report = report with { Slots = (int?)Count(value, int.MaxValue) ?? report.Slots };
                    break;
                case "X_WCONSOLE_DONE":
                    report = report with { Done = Count(value, long.MaxValue) ?? report.Done };
                    break;
                case "X_WCONSOLE_FAILED":
                    report = report with { Failed = Count(value, long.MaxValue) ?? report.Failed };
                    break;
                case "X_WCONSOLE_QUEUES":
                    report = report with { Queues = [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostRuns).Select(Cut)] };
                    break;
                case "X_WCONSOLE_RUNNING":
                    report = report with { Running = Runs(value) };
                    break;
                default:
                    break;
            }
        }

        return new NotifyMessage(ready, reloading, stopping, watchdog, givesUp, every, extend, mainPid, report);
    }

    /// <summary>This message and a later one of the same program as one: what is only said once holds, of what is said again the later.</summary>
    public NotifyMessage With(NotifyMessage later) => new(
        Ready || later.Ready, Reloading || later.Reloading, Stopping || later.Stopping, Watchdog || later.Watchdog, GivesUp || later.GivesUp,
        later.WatchdogEvery ?? WatchdogEvery, later.Extend ?? Extend, later.MainPid ?? MainPid, Report.With(later.Report));

    // NAME, NAME:ID or NAME:ID:PID, with blanks between; nothing: it executes nothing.
    private static ImmutableArray<ReportedRun> Runs(string value) =>
    [
        .. value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostRuns).Select(word =>
        {
            var parts = word.Split(':', 3);
            return new ReportedRun(
                Cut(parts[0]), parts.Length > 1 && parts[1].Length > 0 ? Cut(parts[1]) : null,
                parts.Length > 2 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null);
        }),
    ];

    private static TimeSpan? Microseconds(string value) =>
        Count(value, long.MaxValue) is { } n ? n >= MostTime.Ticks / TimeSpan.TicksPerMicrosecond ? MostTime : TimeSpan.FromTicks(n * TimeSpan.TicksPerMicrosecond) : null;

    private static long? Count(string value, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? Math.Min(n, most) : null;

    private static string Cut(string text) => text.Length <= MostText ? text : text[..MostText];
}
