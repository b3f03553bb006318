using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>The engine's sources by name, and which of them serves a worker.</summary>
internal sealed class SourceSet(IReadOnlyList<SourceSlot> all)
{
    public IReadOnlyList<SourceSlot> All => all;

    public SourceSlot? Of(Worker worker) => all.FirstOrDefault(s => s.Id == worker.Source);

    /// <summary>Which of them carries out a step: what is asked of its keeper, its keeper's.</summary>
    public SourceSlot? Of(Worker worker, RouteStep step) =>
        step is RouteStep.Keeper && worker.Kept is { } kept && all.FirstOrDefault(s => s.Id == kept.Unit.Source) is { } keeper ? keeper : Of(worker);

    /// <summary>The framework's profile for a worker; null when no source of it is here.</summary>
    public FrameworkProfile? ProfileOf(Worker worker) =>
        (Of(worker) ?? all.FirstOrDefault(s => s.Source.Profile.Framework == worker.Id.Framework))?.Source.Profile;
}
