namespace WConsole.Fleet.Launch;

/// <summary>How changes of files are noticed.</summary>
public enum WatchBackend
{
    /// <summary>inotify, and polling where it does not work (network and container file systems, too few watches).</summary>
    Auto,

    Inotify,

    Poll,
}
