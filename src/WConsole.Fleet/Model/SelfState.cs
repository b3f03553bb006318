namespace WConsole.Fleet.Model;

/// <summary>How this program itself is doing; what was lost on the way is never hidden.</summary>
/// <param name="Received">Events put into the pipe.</param>
/// <param name="Folded">Events taken into the state.</param>
/// <param name="Coalesced">Heartbeats replaced by a newer one of the same worker while they waited.</param>
/// <param name="DroppedBeats">Heartbeats dropped because the pipe was full.</param>
/// <param name="DroppedAnswers">Answers and progress dropped because the pipe was full.</param>
/// <param name="DroppedLifecycle">Announcements, goodbyes and outcomes dropped because the pipe was full.</param>
/// <param name="WaitingEvents">Events in the pipe now.</param>
/// <param name="WaitingBytes">Their estimated size.</param>
/// <param name="ResidentBytes">Memory of this process; 0 when not measured.</param>
public sealed record SelfState(
    long Received,
    long Folded,
    long Coalesced,
    long DroppedBeats,
    long DroppedAnswers,
    long DroppedLifecycle,
    int WaitingEvents,
    long WaitingBytes,
    long ResidentBytes)
{
    public static SelfState None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The host that this program runs on; null when nobody measures it.</summary>
    public HostMeasure? Host { get; init; }

    public long Dropped => DroppedBeats + DroppedAnswers + DroppedLifecycle;
}
