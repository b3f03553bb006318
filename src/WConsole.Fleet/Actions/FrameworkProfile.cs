using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>
/// What a driver tells about its framework so that everything above can plan without knowing it: pure functions over a worker.
/// </summary>
/// <param name="Title">The framework's name for people.</param>
/// <param name="Offers">The candidate routes of an action on a worker, best first; each fits or says why not.</param>
/// <param name="Assess">What the action would cost that worker in its present state.</param>
public sealed record FrameworkProfile(
    FrameworkId Framework,
    string Title,
    Func<FleetAction, Worker, ImmutableArray<RouteOffer>> Offers,
    Func<FleetAction, Worker, Assessment> Assess)
{
    /// <summary>What each signal would do to a worker: the framework's own meanings first. Empty for a framework that tells nothing.</summary>
    public Func<Worker, ImmutableArray<SignalChoice>> Signals { get; init; } = static _ => [];

    /// <summary>What a warm stop by a signal is to a worker, for its keeper; null where that is not known.</summary>
    public Func<Worker, SignalledStop?> StopBySignal { get; init; } = static _ => null;
}
