using System.Collections.Immutable;

namespace WConsole.Fleet.Model;

/// <summary>One word for how a worker is, worst-first order is <see cref="Healths.Severity"/>. Derived, never set.</summary>
public enum Health
{
    /// <summary>Seen, not yet answering.</summary>
    Starting,

    /// <summary>Answers and has room.</summary>
    Ready,

    /// <summary>Answers (or is known to be unable to while it works) and every slot is taken.</summary>
    Busy,

    /// <summary>Answers, but takes no work though work waits.</summary>
    Deaf,

    /// <summary>Subscribed, but does not answer.</summary>
    Mute,

    /// <summary>No longer subscribed, only heartbeats left: only a process restart helps.</summary>
    Catatonic,

    /// <summary>Said goodbye and finishes its running tasks.</summary>
    Draining,

    /// <summary>Going down, nothing left to finish.</summary>
    Stopping,

    /// <summary>Its keeper will start it again.</summary>
    Waiting,

    /// <summary>Later than it should be: with a heartbeat, or with an action's effect.</summary>
    Late,

    /// <summary>Silent without a goodbye.</summary>
    Lost,

    /// <summary>Gone, and said so.</summary>
    Stopped,

    /// <summary>Its process ended without a goodbye.</summary>
    Failed,
}

/// <summary>A health with its reason, in an operator's words.</summary>
public readonly record struct HealthState(Health Health, string Why);

public static class Healths
{
    /// <summary>Every health by <see cref="Severity"/>; of two that are as bad the first declared.</summary>
    public static ImmutableArray<Health> WorstFirst { get; } = Sorted();

    /// <summary>0 is worst. Worst rows gather first.</summary>
    public static int Severity(Health health) => health switch
    {
        Health.Failed => 0,
        Health.Lost => 1,
        Health.Catatonic => 2,
        Health.Mute => 3,
        Health.Deaf => 4,
        Health.Late => 5,
        Health.Waiting => 6,
        Health.Stopping => 7,
        Health.Draining => 8,
        Health.Starting => 9,
        Health.Busy => 10,
        Health.Ready => 10,
        Health.Stopped => 11,
    };

    /// <summary>The word used on screen, in filters and in JSON.</summary>
    public static string Word(Health health) => health switch
    {
        Health.Starting => "starting",
        Health.Ready => "ready",
        Health.Busy => "busy",
        Health.Deaf => "deaf",
        Health.Mute => "mute",
        Health.Catatonic => "catatonic",
        Health.Draining => "draining",
        Health.Stopping => "stopping",
        Health.Waiting => "waiting",
        Health.Late => "late",
        Health.Lost => "lost",
        Health.Stopped => "stopped",
        Health.Failed => "failed",
    };

    // By hand: what LINQ needs to sort numbers of an enum is compiled at each start.
    private static ImmutableArray<Health> Sorted()
    {
        var sorted = new List<Health>();
        foreach (var health in Enum.GetValues<Health>())
        {
            var at = sorted.Count;
            while (at > 0 && Severity(sorted[at - 1]) > Severity(health))
            {
                at--;
            }

            sorted.Insert(at, health);
        }

        return [.. sorted];
    }
}
