namespace WConsole.Drivers.Keepers.Local;

/// <summary>Why a launcher's loop ended.</summary>
internal enum LauncherEnd
{
    /// <summary>It was asked for the end of everything, and nothing lives any more.</summary>
    Stopped,

    /// <summary>A signal: the programs run on.</summary>
    Signalled,

    /// <summary>Its folder was deleted, moved or replaced: the programs run on, and nothing in the folder is its own any more.</summary>
    Ousted,
}
