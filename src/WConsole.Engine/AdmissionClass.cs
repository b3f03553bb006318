namespace WConsole.Engine;

/// <summary>What may be dropped first when the pipe is full, cheapest first.</summary>
public enum AdmissionClass
{
    /// <summary>The next one says the same.</summary>
    Heartbeat,

    /// <summary>Facts and progress: asked again when they grow old.</summary>
    Answer,

    /// <summary>Announcements, goodbyes, outcomes: nobody says them twice.</summary>
    Lifecycle,
}
