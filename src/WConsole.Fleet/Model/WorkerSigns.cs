namespace WConsole.Fleet.Model;

/// <summary>
/// The signs of life of a worker, as they were received. All times are monotonic receive stamps since the engine's start;
/// null means the sign was never seen.
/// </summary>
/// <param name="FirstSeen">When anything about it was first seen.</param>
/// <param name="LastHeard">The last thing that it sent itself: event or reply.</param>
/// <param name="LastBeat">The last heartbeat.</param>
/// <param name="BeatEvery">The interval it promised.</param>
/// <param name="OnlineAt">The last time it announced itself.</param>
/// <param name="OfflineAt">When it said goodbye; cleared when it comes back.</param>
/// <param name="OfflineActive">Task runs it had when it said goodbye.</param>
/// <param name="PongAt">The last answered ping.</param>
/// <param name="SilentPings">Pings in a row that it did not answer.</param>
/// <param name="FirstSilentAt">When the first of those was given up.</param>
/// <param name="Subscribed">Whether it still listens for commands, as far as the count of listeners tells.</param>
/// <param name="Mailbox">Whether its mailbox is registered: No means remote control is switched off.</param>
/// <param name="Restarts">How often a new process or a fresh uptime was seen under this name.</param>
/// <param name="ActiveCount">Running task runs by its last heartbeat.</param>
/// <param name="ProcessedCount">Task runs it has ever started in this process, by its last heartbeat.</param>
/// <param name="ProcessedGrewAt">When that count last grew.</param>
public sealed record WorkerSigns(
    TimeSpan FirstSeen,
    TimeSpan? LastHeard = null,
    TimeSpan? LastBeat = null,
    TimeSpan? BeatEvery = null,
    TimeSpan? OnlineAt = null,
    TimeSpan? OfflineAt = null,
    int? OfflineActive = null,
    TimeSpan? PongAt = null,
    int SilentPings = 0,
    TimeSpan? FirstSilentAt = null,
    Light Subscribed = Light.Unknown,
    Light Mailbox = Light.Unknown,
    int Restarts = 0,
    int? ActiveCount = null,
    long? ProcessedCount = null,
    TimeSpan? ProcessedGrewAt = null);
