using System.Collections.Immutable;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.State;

/// <summary>Worker + event → worker. Pure; liveness older than what is known is ignored.</summary>
internal static class WorkerFold
{
    // Two processes under one name beat side by side; one that replaced the other leaves the old one silent.
    private static readonly TimeSpan InstanceMemory = TimeSpan.FromSeconds(20);

    // A goodbye is over when it beats or answers this long afterwards: green pools go on answering for up to 4 s (celery-redis §1.6).
    private static readonly TimeSpan GoodbyeHolds = TimeSpan.FromSeconds(8);

    public static Worker New(WorkerRef name, TimeSpan at) =>
        new(name.Id, name.Name, name.HostName, name.Source, null, new WorkerSigns(at), [], new WorkerFacts());

    public static Worker Online(Worker worker, Beat beat, TimeSpan at)
    {
        var returned = worker.Signs.OfflineAt is not null;
        var heard = Heard(returned ? worker with { Instances = [] } : worker, beat, at);
        return heard with
        {
            Signs = heard.Signs with
            {
                OnlineAt = at,
                OfflineAt = null,
                OfflineActive = null,
                SilentPings = 0,
                FirstSilentAt = null,
                Subscribed = Light.Unknown,
                Restarts = heard.Signs.Restarts + (returned ? 1 : 0),
            },
        };
    }

    public static Worker Beaten(Worker worker, Beat beat, TimeSpan at)
    {
        var heard = Heard(worker, beat, at);
        return heard with { Signs = Returned(heard.Signs with { LastBeat = at }, at) };
    }

    public static Worker Offline(Worker worker, Beat beat, TimeSpan at)
    {
        var heard = Heard(worker, beat, at);
        var others = heard.Instances.RemoveAll(i => i.Pid == beat.Pid || beat.Pid is null);

        // One of two processes under this name left; the other works on.
        return others.Any(i => at - i.LastHeard < TimeSpan.FromSeconds(6) && i.LastHeard > i.FirstHeard)
            ? heard with { Instances = others }
            : heard with { Signs = heard.Signs with { OfflineAt = at, OfflineActive = beat.Active, LastBeat = at } };
    }

    public static Worker Answered(Worker worker, TimeSpan at)
    {
        var signs = worker.Signs with { LastHeard = at, PongAt = at, SilentPings = 0, FirstSilentAt = null, Subscribed = Light.Yes };
        return worker with { Signs = Returned(signs, at) };
    }

    public static Worker Silent(Worker worker, Light subscribed, TimeSpan at) => worker with
    {
        Signs = worker.Signs with
        {
            SilentPings = worker.Signs.SilentPings + 1,
            FirstSilentAt = worker.Signs.FirstSilentAt ?? at,
            Subscribed = subscribed,
        },
    };

    public static Worker Mailbox(Worker worker, Light registered) => worker with { Signs = worker.Signs with { Mailbox = registered } };

    public static Worker Fact(Worker worker, FactAnswer answer, TimeSpan at)
    {
        var f = worker.Facts;
        return answer switch
        {
            FactAnswer.Stats a => Stats(worker, a.Value, at),
            FactAnswer.Active a => worker with { Facts = f with { Active = f.Active.Answered(a.Runs, at) } },
            FactAnswer.Reserved a => worker with { Facts = f with { Reserved = f.Reserved.Answered(a.Runs, at) } },
            FactAnswer.Scheduled a => worker with { Facts = f with { Scheduled = f.Scheduled.Answered(a.Runs, at) } },
            FactAnswer.Revoked a => worker with { Facts = f with { Revoked = f.Revoked.Answered(a.Ids, at) } },
            FactAnswer.Registered a => worker with { Facts = f with { Registered = f.Registered.Answered(a.Names, at) } },
            FactAnswer.Queues a => worker with { Facts = f with { Queues = f.Queues.Answered(a.Bindings, at) } },
            FactAnswer.Conf a => worker with { Facts = f with { Conf = f.Conf.Answered(a.Entries, at) } },
            FactAnswer.Report a => worker with { Facts = f with { Report = f.Report.Answered(a.Text, at) } },
            FactAnswer.Clock a => worker with { Facts = f with { Clock = f.Clock.Answered(a.Value, at) } },
            FactAnswer.Process a => worker with { Facts = f with { Process = f.Process.Answered(a.Sight, at) } },
            FactAnswer.Tree a => worker with { Facts = f with { Tree = f.Tree.Answered(a.Value, at) } },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static Worker Asked(Worker worker, FactKind kind, TimeSpan at) => Each(worker, kind, new AskedChange(at));

    public static Worker Failed(Worker worker, FactKind kind, string why) => Each(worker, kind, new FailedChange(why));

    private static Worker Stats(Worker worker, WorkerStats stats, TimeSpan at)
    {
        var before = worker.Facts.Stats.Value?.Uptime;
        var restarted = before is { } was && stats.Uptime is { } uptime && uptime < was - TimeSpan.FromSeconds(1);
        var known = WithPid(worker, stats.Pid, at);
        return known with
        {
            Facts = known.Facts with { Stats = known.Facts.Stats.Answered(stats, at) },
            Signs = known.Signs with { Restarts = known.Signs.Restarts + (restarted && worker.Signs.OfflineAt is null && !JustOnline(worker, at) ? 1 : 0) },
        };
    }

    private static bool JustOnline(Worker worker, TimeSpan at) => worker.Signs.OnlineAt is { } online && at - online < TimeSpan.FromMinutes(1);

    private static Worker Heard(Worker worker, Beat beat, TimeSpan at)
    {
        var known = WithPid(worker, beat.Pid, at);
        var before = known.Signs.ProcessedCount;
        return known with
        {
            Version = beat.Version ?? known.Version,
            Signs = known.Signs with
            {
                LastHeard = at,
                BeatEvery = beat.Every ?? known.Signs.BeatEvery,
                ActiveCount = beat.Active ?? known.Signs.ActiveCount,
                ProcessedCount = beat.Processed ?? before,
                ProcessedGrewAt = beat.Processed is { } n && before is { } was && n > was ? at : known.Signs.ProcessedGrewAt,
            },
        };
    }

    private static Worker WithPid(Worker worker, int? pid, TimeSpan at)
    {
        if (pid is not { } known)
        {
            return worker;
        }

        var index = worker.Instances.FindIndex(i => i.Pid == known);
        var instances = index >= 0
            ? worker.Instances.SetItem(index, worker.Instances[index] with { LastHeard = at })
            : worker.Instances.Add(new Instance(known, at, at));
        instances = instances.RemoveAll(i => at - i.LastHeard > InstanceMemory);

        // A sight of another process says nothing about this one.
        var sight = worker.Facts.Process.Value;
        var stale = index < 0 && (sight is ProcessSight.Gone gone && gone.Pid != known || sight is ProcessSight.Ours ours && ours.Pid != known);
        return worker with { Instances = instances, Facts = stale ? worker.Facts with { Process = default } : worker.Facts };
    }

    private static WorkerSigns Returned(WorkerSigns signs, TimeSpan at) =>
        signs.OfflineAt is { } offline && at - offline > GoodbyeHolds ? signs with { OfflineAt = null, OfflineActive = null } : signs;

    private static int FindIndex<T>(this ImmutableArray<T> items, Func<T, bool> fits)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (fits(items[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static Worker Each(Worker worker, FactKind kind, IFactChange change)
    {
        var f = worker.Facts;
        return kind switch
        {
            FactKind.Control or FactKind.Depth => worker,
            FactKind.Stats => worker with { Facts = f with { Stats = change.Of(f.Stats) } },
            FactKind.Active => worker with { Facts = f with { Active = change.Of(f.Active) } },
            FactKind.Reserved => worker with { Facts = f with { Reserved = change.Of(f.Reserved) } },
            FactKind.Scheduled => worker with { Facts = f with { Scheduled = change.Of(f.Scheduled) } },
            FactKind.Revoked => worker with { Facts = f with { Revoked = change.Of(f.Revoked) } },
            FactKind.Registered => worker with { Facts = f with { Registered = change.Of(f.Registered) } },
            FactKind.Queues => worker with { Facts = f with { Queues = change.Of(f.Queues) } },
            FactKind.Conf => worker with { Facts = f with { Conf = change.Of(f.Conf) } },
            FactKind.Report => worker with { Facts = f with { Report = change.Of(f.Report) } },
            FactKind.Clock => worker with { Facts = f with { Clock = change.Of(f.Clock) } },
            FactKind.Process => worker with { Facts = f with { Process = change.Of(f.Process) } },
            FactKind.Tree => worker with { Facts = f with { Tree = change.Of(f.Tree) } },
        };
    }

    private interface IFactChange
    {
        Fact<T> Of<T>(Fact<T> fact);
    }

    private sealed class AskedChange(TimeSpan at) : IFactChange
    {
        public Fact<T> Of<T>(Fact<T> fact) => fact.Asked(at);
    }

    private sealed class FailedChange(string why) : IFactChange
    {
        public Fact<T> Of<T>(Fact<T> fact) => fact.Failed(why);
    }
}
