using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Engine;

/// <summary>What an action would do to one of its targets.</summary>
/// <param name="Worker">Null when no such worker is known.</param>
public sealed record TargetPlan(WorkerId Target, Worker? Worker, ActionPlan Plan);
