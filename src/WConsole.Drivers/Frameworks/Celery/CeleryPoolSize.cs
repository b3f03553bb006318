using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>
/// Growing and shrinking a pool (celery-redis §2.3). Everything is checked before: a shrink by more than the idle slots stops those
/// and fails, and one by all slots leaves a worker that answers and runs nothing.
/// </summary>
internal static class CeleryPoolSize
{
    public static ImmutableArray<RouteOffer> Offers(FleetAction action, Worker worker, CeleryTraits traits, bool grow)
    {
        var why = WhyNot(action, worker, traits, grow);
        return why is var (text, remedy)
            ? [new RouteOffer.Unfit(text, remedy)]
            : [new RouteOffer.Fits(new Route([new RouteStep.RemoteControl(grow ? "pool_grow" : "pool_shrink", action.Amount)], "it answers remote control"))];
    }

    public static Assessment Assess(FleetAction action, Worker worker, CeleryTraits traits)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        var size = worker.Facts.Stats.Value?.Pool.Size;
        var sign = action.Action == ActionId.PoolShrink ? -1 : 1;
        if (size is { } now && action.Amount is { } n)
        {
            notes.Add($"{now} → {now + sign * n} slots, until it restarts");
        }

        if (sign > 0 && traits.Pool == "prefork")
        {
            notes.Add("new slots show with its next 5 s tick");
        }

        if (traits.IsDouble)
        {
            notes.Add("two processes answer under this name: both are resized");
        }

        return new Assessment(Risk.Reversible, [], notes.ToImmutable(), TimeSpan.FromSeconds(10), null);
    }

    private static (string Why, string Remedy)? WhyNot(FleetAction action, Worker worker, CeleryTraits traits, bool grow)
    {
        var stats = worker.Facts.Stats;
        if (stats is not { HasValue: true, Value: { } known })
        {
            return ("its pool is not known", "ask for its stats first");
        }

        if (!traits.Answers)
        {
            return (traits.WhyNoControl, "");
        }

        if (known.Pool.Kind is not ("prefork" or "gevent" or "eventlet"))
        {
            return ($"a {known.Pool.Kind ?? "pool of unknown kind"} pool cannot be resized while it runs", "restart it with another -c");
        }

        if (known.Pool.Autoscale is not null)
        {
            return ("it scales its pool by itself (--autoscale)", "change the range instead");
        }

        if (grow || action.Amount is not { } n)
        {
            return null;
        }

        if (known.Pool.Size is not { } size)
        {
            return ("the size of its pool is not known", "ask for its stats first");
        }

        if (size - n < 1)
        {
            return ($"its pool has {Slots(size)}: at least 1 must stay", size > 1 ? $"shrink by at most {size - 1}" : "");
        }

        if (traits.Running is not { } running)
        {
            return ("what it runs is not known, so neither are its idle slots", "ask for its active tasks first");
        }

        var idle = Math.Max(0, size - running.Length);
        return n > idle ? ($"only {idle} of its {Slots(size)} idle", idle > 0 ? $"shrink by at most {idle}, or wait" : "wait until tasks have ended") : null;
    }

    private static string Slots(int n) => n == 1 ? "1 slot" : $"{n} slots";
}
