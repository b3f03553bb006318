using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Bench.Simulator;

/// <summary>
/// What was put in front of a console, and how many malformed messages it must count of it. What is not JSON is known by construction; of a
/// mutant the same decoders decide here, so a count that differs means that a message was lost, told twice or told wrongly on its way to the screen.
/// </summary>
internal sealed class InjectedTally
{
    private long _replies;
    private long _events;
    private long _notJson;
    private long _malformed;
    private long _agreed;

    public long Replies => Interlocked.Read(ref _replies);

    public long Events => Interlocked.Read(ref _events);

    /// <summary>Cut short, so that they are certainly not JSON.</summary>
    public long NotJson => Interlocked.Read(ref _notJson);

    /// <summary>What the console's own count must say.</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>Of <see cref="NotJson"/>, those that the decoders call malformed: must be all.</summary>
    public long NotJsonRefused => Interlocked.Read(ref _agreed);

    public void Add(bool isReply, ReadOnlySpan<byte> payload, bool isNotJson)
    {
        Interlocked.Increment(ref isReply ? ref _replies : ref _events);
        var malformed = isReply ? OfReply(payload) : OfEvent(payload);
        Interlocked.Add(ref _malformed, malformed);
        if (isNotJson)
        {
            Interlocked.Increment(ref _notJson);
            Interlocked.Add(ref _agreed, malformed);
        }
    }

    private static int OfReply(ReadOnlySpan<byte> payload) => ReplyDecoder.Decode(payload) is ReplyReading.Message ? 0 : 1;

    // A batch counts each element that is no event.
    private static int OfEvent(ReadOnlySpan<byte> payload) => EventDecoder.Decode(payload) is EventReading.Batch batch ? batch.Skipped : 1;
}
