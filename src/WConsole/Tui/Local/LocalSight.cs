using WConsole.Fleet.Launch;

namespace WConsole.Tui.Local;

/// <summary>What the screen knows of the local launcher.</summary>
/// <param name="Picture">Null: nothing was heard yet.</param>
/// <param name="Now">Monotonic since boot, as the launcher's own moments.</param>
/// <param name="Why">Why there is no connection, with the remedy; empty while there is one.</param>
internal sealed record LocalSight(LaunchPicture? Picture, TimeSpan Now, string Why)
{
    public static LocalSight Nothing { get; } = new(null, default, "");
}
