namespace WConsole.Drivers.Keepers.Local;

/// <summary>What was begun with a launcher before the command line was read.</summary>
/// <param name="Folder">Its state directory, absolute.</param>
public sealed record LauncherBegun(string Folder)
{
    private DownAhead? _asked;

    /// <summary>Of the launcher's process that was started; 0: none was.</summary>
    public int Pid { get; private init; }

    /// <summary>Whether it was asked to end, and nobody took that connection yet.</summary>
    internal bool IsAsked => _asked is not null;

    /// <summary>Starts a launcher's process where none seems to live, without waiting for it. One that is too much ends by itself.</summary>
    /// <param name="keeper">Of that folder.</param>
    /// <returns>Null when none was started: who needs one tries again, and tells why not.</returns>
    public static LauncherBegun? Start(string folder, LocalKeeper keeper) => keeper.StartAhead() is > 0 and var pid ? new LauncherBegun(folder) { Pid = pid } : null;

    /// <summary>Asks the launcher that lives for the end of it all, without waiting for its answer: whoever asks it for the same first gets that.</summary>
    /// <returns>Null when nobody was asked.</returns>
    public static LauncherBegun? Down(string folder) => DownAhead.Ask(new LauncherFolder(folder).Socket) is { } asked ? new LauncherBegun(folder) { _asked = asked } : null;

    /// <summary>The connection on which it was asked, for whoever is the first to want it; else null.</summary>
    internal DownAhead? Take() => Interlocked.Exchange(ref _asked, null);
}
