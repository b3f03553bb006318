using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Events;

/// <summary>The value of one fact of one worker. A closed list, one record per <see cref="FactKind"/> that has a value.</summary>
public abstract record FactAnswer
{
    private FactAnswer()
    {
    }

    public sealed record Stats(WorkerStats Value) : FactAnswer;

    public sealed record Active(ImmutableArray<TaskRun> Runs) : FactAnswer;

    public sealed record Reserved(ImmutableArray<TaskRun> Runs) : FactAnswer;

    public sealed record Scheduled(ImmutableArray<TaskRun> Runs) : FactAnswer;

    public sealed record Revoked(ImmutableArray<string> Ids) : FactAnswer;

    public sealed record Registered(ImmutableArray<string> Names) : FactAnswer;

    public sealed record Queues(ImmutableArray<QueueBinding> Bindings) : FactAnswer;

    public sealed record Conf(ImmutableArray<Detail> Entries) : FactAnswer;

    public sealed record Report(string Text) : FactAnswer;

    public sealed record Clock(long Value) : FactAnswer;

    public sealed record Process(ProcessSight Sight) : FactAnswer;

    public sealed record Tree(ProcessTree Value) : FactAnswer;
}
