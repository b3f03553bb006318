using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// What must hold before a control message is made: a malformed one can kill or deafen every worker at once, and some well
/// formed ones do harm (celery-redis §1.7, §2.3, §8).
/// </summary>
internal static class ControlRules
{
    private const int LongestText = 4_096;
    private const int MostNames = 10_000;

    private static readonly ImmutableHashSet<string> Signals =
        ["HUP", "INT", "QUIT", "KILL", "USR1", "USR2", "TERM", "ABRT", "ALRM", "CONT", "STOP"];

    /// <summary>Why the request must not be sent; null when it may.</summary>
    public static string? Refusal(ControlRequest request) =>
        Text(request.Ticket, "the ticket")
        ?? (request.ReplyTo is { } oid ? Text(oid, "the reply address") : null)
        ?? Target(request)
        ?? Arguments(request.Method);

    private static string? Target(ControlRequest request)
    {
        if (request.To.Names is not { } names)
        {
            // Acting on a whole cluster is done by naming its workers, so that one that joins meanwhile is not hit unseen.
            return request.Method is ControlMethod.Shutdown or ControlMethod.PoolGrow or ControlMethod.PoolShrink or ControlMethod.PoolRestart
                or ControlMethod.Autoscale or ControlMethod.AddConsumer or ControlMethod.CancelConsumer
                ? $"{ControlArguments.NameOf(request.Method)} needs the names of the workers it is for"
                : null;
        }

        return Texts(names, "a node name", "node names");
    }

    private static string? Arguments(ControlMethod method) => method switch
    {
        ControlMethod.QueryTask q => Texts(q.Ids, "a task id", "task ids"),
        ControlMethod.Revoke r => Texts(r.Ids, "a task id", "task ids") ?? Signal(r),
        ControlMethod.PoolGrow { By: < 1 or > 10_000 } or ControlMethod.PoolShrink { By: < 1 or > 10_000 } => "a pool grows or shrinks by 1 to 10000",
        ControlMethod.Autoscale { Max: < 1 } or ControlMethod.Autoscale { Min: < 0 } => "autoscale needs max ≥ 1 and min ≥ 0",
        ControlMethod.Autoscale { Max: { } max, Min: { } min } when min > max => $"autoscale min {min} is over max {max}",
        ControlMethod.AddConsumer c => Text(c.Queue, "the queue") ?? Optional(c.Exchange, "the exchange")
            ?? Optional(c.ExchangeType, "the exchange type") ?? Optional(c.RoutingKey, "the routing key"),
        ControlMethod.CancelConsumer c => Text(c.Queue, "the queue"),
        ControlMethod.RateLimit r => Text(r.TaskName, "the task name") ?? Rate(r.Limit),
        ControlMethod.TimeLimit t => Text(t.TaskName, "the task name") ?? Limits(t),
        _ => null,
    };

    private static string? Signal(ControlMethod.Revoke revoke) =>
        revoke.Signal is not { } signal ? null
        : !revoke.Terminate ? "a signal is only for revoke with terminate"
        : Signals.Contains(signal.StartsWith("SIG", StringComparison.Ordinal) ? signal[3..] : signal) ? null
        : $"'{signal}' is no signal name such as TERM";

    private static string? Rate(string rate)
    {
        const string wrong = "a rate limit is a number, or a number with /s, /m or /h; 0 lifts it";
        var number = rate is [.. var start, '/', 's' or 'm' or 'h'] ? start : rate;
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? null : wrong;
    }

    private static string? Limits(ControlMethod.TimeLimit limit)
    {
        if (limit.Soft is { } s && (!double.IsFinite(s) || s <= 0) || limit.Hard is { } h && (!double.IsFinite(h) || h <= 0))
        {
            return "time limits are seconds above 0";
        }

        return limit.Soft > limit.Hard ? "the soft time limit is over the hard one" : null;
    }

    private static string? Texts(ImmutableArray<string> texts, string one, string many) =>
        texts.IsDefaultOrEmpty ? $"no {many} given"
        : texts.Length > MostNames ? $"more than {MostNames} {many}"
        : texts.Select(t => Text(t, one)).FirstOrDefault(problem => problem is not null);

    private static string? Optional(string? text, string what) => text is null ? null : Text(text, what);

    private static string? Text(string text, string what) =>
        string.IsNullOrEmpty(text) ? $"{what} is empty"
        : text.Length > LongestText ? $"{what} is longer than {LongestText} characters"
        : !PyText.IsWellFormed(text) ? $"{what} holds half a surrogate pair"
        : null;
}
