namespace WConsole.Engine;

/// <summary>What went through the pipe: at any moment Posted = Taken + Coalesced + Dropped + Waiting.</summary>
/// <param name="Posted">Events put in since the start; also the receive number of the newest.</param>
/// <param name="Taken">Events handed to the writer.</param>
/// <param name="Coalesced">Heartbeats replaced by a newer one of the same worker while they waited.</param>
public readonly record struct PipeCounts(
    long Posted, long Taken, long Coalesced, long DroppedHeartbeats, long DroppedAnswers, long DroppedLifecycle, int Waiting, long WaitingBytes)
{
    public long Dropped => DroppedHeartbeats + DroppedAnswers + DroppedLifecycle;
}
