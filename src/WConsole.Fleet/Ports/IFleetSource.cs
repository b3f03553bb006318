using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Ports;

/// <summary>One place where workers are seen. The engine's supervisor runs it, and runs it again with back-off when it ends.</summary>
public interface IFleetSource
{
    SourceId Id { get; }

    FrameworkProfile Profile { get; }

    /// <summary>Where it is, secrets masked.</summary>
    string Address { get; }

    /// <summary>Whether what it is about may not be there at all, which is no trouble: nothing is said of it, and nobody waits for it, before it was connected for the first time.</summary>
    bool MayBeAbsent => false;

    /// <summary>
    /// Connects, calls <paramref name="connected"/> once it may be asked, and puts what it sees into the sink until the connection is lost
    /// (a <see cref="SourceEnd"/> says why) or the token is cancelled (the answer then does not matter). Cleans up after itself in either case.
    /// </summary>
    Task<SourceEnd> RunAsync(IEventSink sink, Action connected, CancellationToken cancellationToken);
}

/// <summary>Why a source ended: one line naming what, where and the remedy.</summary>
public sealed record SourceEnd(SourceFault Fault, string Why);

/// <summary>A source that can be asked for facts. Answers are events; an unanswered request ends as a failed fact or a silent worker.</summary>
public interface IFactSource
{
    bool Answers(FactKind kind);

    /// <summary>Asks, and returns once every answer came or was given up. Never throws but for cancellation.</summary>
    /// <param name="targets">Whom to ask; null asks everybody. Never empty.</param>
    Task AskAsync(FactKind kind, ImmutableArray<WorkerId>? targets, CancellationToken cancellationToken);
}

/// <summary>A source that can carry out the steps of a route on its workers.</summary>
public interface IStepDriver
{
    /// <summary>Does one step and reports; never throws but for cancellation. Identity is checked again right before a signal.</summary>
    Task<StepReport> RunAsync(RouteStep step, Worker worker, CancellationToken cancellationToken);
}

/// <summary>A source that leaves something of its own in the outside world while it is connected.</summary>
public interface IGuestSource
{
    /// <summary>Takes that back, sends nothing more that would leave it again, and gives up after half a second. Never throws.</summary>
    Task FarewellAsync();
}

/// <summary>A source that can be told beforehand what it will be asked.</summary>
public interface IForewarnedSource
{
    /// <summary>
    /// What everybody will be asked as soon as it is connected. It may ask in the same breath in which it connects, and then answers the first question of
    /// each kind with that. Called from any thread, again whenever that changes.
    /// </summary>
    void Expect(ImmutableArray<FactKind> kinds);
}
