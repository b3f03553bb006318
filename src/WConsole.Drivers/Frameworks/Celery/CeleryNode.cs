using System.Collections.Immutable;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>What a source remembers of one node name, to know whom to ask and which process it claims. Immutable; times are the sink's.</summary>
/// <param name="HeardAt">When it last sent anything itself; null when only its name is known.</param>
/// <param name="OfflineAt">When it said goodbye; null when it has come back since.</param>
/// <param name="OnlineAt">When it last announced itself; null when that was not heard.</param>
/// <param name="ListedAt">When its mailbox last stood in the registry.</param>
/// <param name="Answered">Whether it ever answered a command.</param>
/// <param name="Mailbox">What was last said of its mailbox.</param>
/// <param name="Pid">The main pid that it last named.</param>
/// <param name="Uptime">How long it claimed to run, at <paramref name="UptimeAt"/>; null when that is of another pid or unknown.</param>
/// <param name="Queues">What it was last known to consume; default when it was never told.</param>
/// <param name="Proven">Its process, once it was proven.</param>
internal sealed record CeleryNode(
    WorkerRef Ref,
    TimeSpan? HeardAt = null,
    TimeSpan? OfflineAt = null,
    TimeSpan? OnlineAt = null,
    TimeSpan? ListedAt = null,
    bool Answered = false,
    Light Mailbox = Light.Unknown,
    int? Pid = null,
    TimeSpan? Uptime = null,
    TimeSpan UptimeAt = default,
    string? Pool = null,
    ImmutableArray<string> Queues = default,
    ProcessSight.Ours? Proven = null)
{
    public WorkerId Id => Ref.Id;

    public string Name => Ref.Name;

    /// <summary>What it claims of its process; null when it never named a pid.</summary>
    public ProcessClaim? Claim(TimeSpan now) => Pid is { } pid
        ? new ProcessClaim(pid, Uptime is { } up ? up + (now - UptimeAt) : null, Name, Ref.HostName)
        : null;

    /// <summary>An event of it came, naming a pid perhaps.</summary>
    public CeleryNode Heard(int? pid, TimeSpan at) => this with
    {
        HeardAt = at,
        Pid = pid ?? Pid,
        Uptime = pid is { } p && p != Pid ? null : Uptime,
    };

    /// <summary>Its stats came.</summary>
    public CeleryNode Told(WorkerStats stats, TimeSpan at) => this with
    {
        HeardAt = at,
        Pid = stats.Pid ?? Pid,
        Uptime = stats.Uptime,
        UptimeAt = at,
        Pool = stats.Pool.Kind ?? Pool,
    };
}
