using System.Collections.Immutable;
using WConsole.Fleet.Launch;

namespace WConsole.Fleet.Ports;

/// <summary>How verbs and screens reach the launcher of one state directory.</summary>
public interface ILauncherDoor
{
    /// <summary>Who it belongs to, as its files tell; asks nobody.</summary>
    LauncherSight Look();

    /// <summary>Programs of a launcher that ended which still live, as far as its journal says; ids. Empty while one lives. Reads the whole journal.</summary>
    ImmutableArray<string> Left();

    /// <summary>Connects, and follows every change from then on.</summary>
    /// <param name="start">Whether a launcher is started when none lives.</param>
    /// <param name="first">Asked as soon as it is known, without waiting for the picture; null, now or when it is known: nothing is.</param>
    Task<LauncherOpening> OpenAsync(bool start, CancellationToken cancellationToken, Task<LaunchRequest?>? first = null);

    /// <summary>Asks the launcher that lives to stop everything and to end. Nothing is followed before <see cref="ILauncherLine.FollowAsync"/>.</summary>
    /// <param name="killAfter">KILL of the trees after this time; null: as their groups say.</param>
    /// <param name="quick">How long it may be waited for everything to end at once: then there is no line any more.</param>
    Task<LauncherEnding> EndAsync(TimeSpan? killAfter, TimeSpan quick, CancellationToken cancellationToken);

    /// <summary>Is the launcher of this state directory, until it is asked to end.</summary>
    /// <returns>Null; or why it could not be, in one line.</returns>
    Task<string?> RunAsync(CancellationToken cancellationToken);
}

/// <summary>What a state directory says of its launcher.</summary>
/// <param name="Folder">The state directory.</param>
/// <param name="Pid">Of the launcher that lives; null: none does.</param>
public sealed record LauncherSight(string Folder, int? Pid)
{
    /// <summary>This very process started it, before it knew what for.</summary>
    public bool IsAhead { get; init; }

    /// <summary>This very process asked it to end already, and it may be gone for that.</summary>
    public bool IsAsked { get; init; }
}

/// <summary>A connection, or why there is none and what to do.</summary>
public sealed record LauncherOpening(ILauncherLine? Line, string Why, string Remedy)
{
    /// <summary>What was answered to the first request; null: none was asked.</summary>
    public LaunchReply? Reply { get; init; }

    /// <summary>How everything stood before the first request was taken up.</summary>
    public LaunchPicture Found { get; init; } = LaunchPicture.Nothing;
}

/// <summary>What came of the wish that a launcher ends.</summary>
/// <param name="Reply">Null: nobody listens.</param>
/// <param name="Line">For as long as it takes; null: the connection is at its end already.</param>
/// <param name="Stopped">At its end: whether the launcher said that everything stopped.</param>
public sealed record LauncherEnding(LaunchReply? Reply, ILauncherLine? Line, bool Stopped);

/// <summary>A connection to a launcher. Thread safe.</summary>
public interface ILauncherLine : IAsyncDisposable
{
    /// <summary>How everything stands, as far as it was heard.</summary>
    LaunchPicture Picture { get; }

    /// <summary>Is done when the connection is: true when the launcher said that everything stopped, false when it went without a word.</summary>
    Task<bool> Ended { get; }

    /// <summary>Follows every change from now on. Returns with the first picture.</summary>
    Task FollowAsync(CancellationToken cancellationToken);

    /// <summary>Asks, and waits for the word that it is taken up or refused.</summary>
    Task<LaunchReply> AskAsync(LaunchRequest request, CancellationToken cancellationToken);

    /// <summary>The next picture after the one of that version; at once when there is one already.</summary>
    Task<LaunchPicture> NextAsync(long after, CancellationToken cancellationToken);
}
