using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>Celery's routes and costs per action, by version, pool and state (celery-redis §5). Pure.</summary>
public static class CeleryProfile
{
    public static readonly FrameworkId Id = new("celery");

    public static FrameworkProfile Profile { get; } = new(Id, "Celery", Offers, Assess) { Signals = CelerySignals.Choices, StopBySignal = CeleryStops.BySignal };

    private static ImmutableArray<RouteOffer> Offers(FleetAction action, Worker worker)
    {
        var traits = new CeleryTraits(worker);
        return action.Action.Value switch
        {
            "ping" => [new RouteOffer.Fits(new Route([new RouteStep.RemoteControl("ping")], "a ping goes over the broker"))],
            "stop" => CeleryStops.Warm(traits),
            "stop-cold" => CeleryStops.Cold(traits),
            "restart-hup" => CeleryHup.Offers(traits),
            "restart" => CeleryRestart.Offers(traits, worker.Name),
            "traceback" => CeleryTraceback.Offers(traits),
            "pool-grow" => CeleryPoolSize.Offers(action, worker, traits, grow: true),
            "pool-shrink" => CeleryPoolSize.Offers(action, worker, traits, grow: false),
            "pool-restart" => CeleryPoolRestart.Offers(traits),
            "signal" => CelerySignals.Offers(action, traits),
            "kill" => CeleryKill.Offers(traits),
            "kill-leftovers" => CeleryKill.Leftovers(traits),
            _ => [],
        };
    }

    private static Assessment Assess(FleetAction action, Worker worker)
    {
        var traits = new CeleryTraits(worker);
        return action.Action.Value switch
        {
            "stop" => CeleryStops.AssessWarm(traits),
            "stop-cold" => CeleryStops.AssessCold(traits),
            "restart-hup" => CeleryHup.Assess(traits),
            "restart" => CeleryRestart.Assess(traits, worker.Name),
            "traceback" => CeleryTraceback.Assess(traits),
            "pool-grow" or "pool-shrink" => CeleryPoolSize.Assess(action, worker, traits),
            "pool-restart" => CeleryPoolRestart.Assess(traits),
            "signal" => CelerySignals.Assess(action, traits),
            "kill" => CeleryKill.Assess(traits, onlyLeftovers: false),
            "kill-leftovers" => CeleryKill.Assess(traits, onlyLeftovers: true),
            _ => new Assessment(Risk.Safe, [], [], TimeSpan.FromSeconds(3), null),
        };
    }
}
