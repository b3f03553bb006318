using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// Names of channels and keys on a Redis broker, from the settings of the workers that the broker's URL does not tell
/// (celery-redis §1.1, §1.2, §4.1). Keys and channels carry the key prefix; members of sets never do.
/// </summary>
public sealed record CeleryNames
{
    /// <summary>The default of Kombu's `fanout_prefix`.</summary>
    public const string DefaultFanoutPrefix = "/{db}.";

    /// <summary>Kombu's separator inside set members and before a priority step: bytes 06 16.</summary>
    public const string DefaultSeparator = "\u0006\u0016";

    /// <summary>Database number in the URL. It is in the names of channels, since those do not belong to a database.</summary>
    public int Database { get; init; }

    /// <summary>`global_keyprefix`, in front of every key and channel.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>`fanout_prefix`, with `{db}` for the database number; empty when it is off.</summary>
    public string FanoutPrefix { get; init; } = DefaultFanoutPrefix;

    /// <summary>`fanout_patterns`: when off, all events come on one channel.</summary>
    public bool FanoutPatterns { get; init; } = true;

    /// <summary>`control_exchange`.</summary>
    public string ControlExchange { get; init; } = "celery";

    /// <summary>`event_exchange`.</summary>
    public string EventExchange { get; init; } = "celeryev";

    /// <summary>`sep`.</summary>
    public string Separator { get; init; } = DefaultSeparator;

    /// <summary>`priority_steps`; workers take the lowest first.</summary>
    public ImmutableArray<int> PrioritySteps { get; init; } = [0, 3, 6, 9];

    /// <summary>`unacked_key`.</summary>
    public string Unacked { get; init; } = "unacked";

    /// <summary>`unacked_index_key`.</summary>
    public string UnackedIndex { get; init; } = "unacked_index";

    /// <summary>Exchange of commands: goes into the envelope, not a key.</summary>
    public string PidboxExchange => ControlExchange + ".pidbox";

    /// <summary>Exchange of replies: goes into `reply_to`, not a key.</summary>
    public string ReplyExchange => $"reply.{ControlExchange}.pidbox";

    /// <summary>Channel that all workers listen to for commands. Never subscribe to it: that would count as one more worker.</summary>
    public string ControlChannel => KeyPrefix + Fanout + PidboxExchange;

    /// <summary>What to subscribe to for events, with glob characters of the settings escaped.</summary>
    public EventSubscription Events => FanoutPatterns
        ? new(EscapeGlob(KeyPrefix + Fanout + EventExchange) + "/*", true)
        : new(KeyPrefix + Fanout + EventExchange, false);

    /// <summary>Set that ties reply queues to routing keys. Write <see cref="ReplyBinding"/> again with every request (celery-redis §1.5).</summary>
    public string ReplyBindingKey => KeyPrefix + "_kombu.binding." + ReplyExchange;

    /// <summary>Set of candidate nodes: may be stale, and may lack live ones (celery-redis §1.9).</summary>
    public string PidboxBindingKey => KeyPrefix + "_kombu.binding." + PidboxExchange;

    /// <summary>SCAN pattern of all routing tables; the dot after `binding` keeps keys of other types out.</summary>
    public string BindingsPattern => EscapeGlob(KeyPrefix) + "_kombu.binding.*";

    /// <summary>Hash of messages that workers hold.</summary>
    public string UnackedKey => KeyPrefix + Unacked;

    /// <summary>Sorted set of when each held message was delivered.</summary>
    public string UnackedIndexKey => KeyPrefix + UnackedIndex;

    private string Fanout => FanoutPrefix.Replace("{db}", Database.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Our entry in <see cref="ReplyBindingKey"/>.</summary>
    public string ReplyBinding(string oid) => $"{oid}{Separator}{Separator}{ReplyQueue(oid)}";

    /// <summary>List that replies to us come in: BRPOP it, DEL it at the end.</summary>
    public string ReplyListKey(string oid) => KeyPrefix + ReplyQueue(oid);

    /// <summary>Lists of a queue, one for each priority step, in the order in which workers take them: the right end is next.</summary>
    public ImmutableArray<string> QueueKeys(string queue)
    {
        var keys = ImmutableArray.CreateBuilder<string>(PrioritySteps.Length);
        foreach (var step in PrioritySteps)
        {
            keys.Add(QueueKey(queue, step));
        }

        return keys.MoveToImmutable();
    }

    /// <summary>List of a queue's messages of one priority step.</summary>
    public string QueueKey(string queue, int step) =>
        step == 0 ? KeyPrefix + queue : string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{queue}{Separator}{step}");

    /// <summary>The node that a member of <see cref="PidboxBindingKey"/> names; null when it names none.</summary>
    public string? NodeOf(string pidboxBinding)
    {
        var suffix = "." + PidboxExchange;
        return QueueOf(pidboxBinding) is { } queue && queue.Length > suffix.Length && queue.EndsWith(suffix, StringComparison.Ordinal)
            ? queue[..^suffix.Length]
            : null;
    }

    /// <summary>The queue that a member of a routing table names, its third field; null when it has none.</summary>
    public string? QueueOf(string binding)
    {
        var fields = binding.Split(Separator);
        return fields is [_, _, { Length: > 0 } queue] ? queue : null;
    }

    /// <summary>True for the routing tables of task queues: those of mailboxes, replies and events are ours or Celery's own.</summary>
    public bool IsTaskBinding(string key)
    {
        var prefix = KeyPrefix + "_kombu.binding.";
        return key.StartsWith(prefix, StringComparison.Ordinal)
            && !key.EndsWith(".pidbox", StringComparison.Ordinal)
            && !key.AsSpan(prefix.Length).SequenceEqual(EventExchange);
    }

    private string ReplyQueue(string oid) => $"{oid}.{ReplyExchange}";

    private static string EscapeGlob(string text)
    {
        var to = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '[' or ']' or '?' or '*')
            {
                to.Append('\\');
            }

            to.Append(c);
        }

        return to.ToString();
    }
}
