using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>One step of a route. A closed list; the driver of the worker carries it out.</summary>
public abstract record RouteStep
{
    private RouteStep()
    {
    }

    /// <summary>The step in words, as shown before it is done.</summary>
    public abstract string Text { get; }

    /// <summary>A command over the framework's remote control.</summary>
    /// <param name="Command">The framework's own name of it.</param>
    public sealed record RemoteControl(string Command, int? Amount = null) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => Amount is { } n ? $"remote control: {Command} {n}" : $"remote control: {Command}";
    }

    /// <summary>An order to the keeper of its process, in the keeper's own words: only the keeper then leaves it stopped, or starts it again.</summary>
    /// <param name="Order">"stop", "restart", "kill".</param>
    public sealed record Keeper(string Order, string Unit) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => $"its keeper: {Order} {Unit}";
    }

    /// <summary>A signal to a process whose identity is checked again right before.</summary>
    /// <param name="Name">"TERM", "QUIT", "HUP", "USR1", "KILL".</param>
    public sealed record Signal(string Name, int Pid, long StartTicks) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => $"signal {Name} to pid {Pid}";
    }

    /// <summary>Waits until the process is gone, at most so long; done when it is, and the next step is skipped then.</summary>
    public sealed record AwaitGone(int Pid, long StartTicks, TimeSpan AtMost) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => $"wait up to {AtMost.TotalSeconds:0} s for it to end";
    }

    /// <summary>Waits until the process is gone, however long its task runs take: late past the action's deadline, and the steps after it are done only then.</summary>
    public sealed record AwaitEnd(int Pid, long StartTicks) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => "wait for it to end";
    }

    /// <summary>The local launcher notes how the process was started: its command, directory and environment.</summary>
    /// <param name="Unit">What the launcher keeps it as.</param>
    public sealed record HandOver(string Unit, int Pid, long StartTicks) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => $"note how pid {Pid} was started";
    }

    /// <summary>The local launcher starts what was handed over, and keeps it from then on.</summary>
    public sealed record StartHere(string Unit) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => $"start it again here as {Unit}";
    }

    /// <summary>Ends every process of a worker's tree, pid by pid, each one's identity checked right before; done when none of them is left.</summary>
    /// <param name="Processes">As they were seen when it was planned; what they start meanwhile is ended too.</param>
    /// <param name="OnlyLeftovers">Leaves the living worker alone: only what outlived an earlier main process.</param>
    public sealed record EndTree(ImmutableArray<TreeProcess> Processes, bool OnlyLeftovers) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => Processes.Length == 1 ? $"KILL to pid {Processes[0].Pid}" : $"KILL to {Processes.Length} processes, pid by pid";
    }

    /// <summary>Reads what the process writes to this file from its present end on.</summary>
    public sealed record ReadAppended(string Path, TimeSpan AtMost) : RouteStep
    {
        /// <inheritdoc/>
        public override string Text => $"read what it appends to {Path}";
    }
}

/// <summary>The steps by which one action reaches one target, and why these.</summary>
public sealed record Route(ImmutableArray<RouteStep> Steps, string Reason)
{
    /// <summary>All steps in words.</summary>
    public string Text => string.Join(", ", Steps.Select(s => s.Text));
}

/// <summary>A candidate route: fits, or says why it does not and what to do instead.</summary>
public abstract record RouteOffer
{
    private RouteOffer()
    {
    }

    public sealed record Fits(Route Route) : RouteOffer;

    public sealed record Unfit(string Why, string Remedy) : RouteOffer;
}
