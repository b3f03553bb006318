using WConsole.Drivers.Keepers.Local;
using WConsole.Settings.Groups;

namespace WConsole;

/// <summary>What was begun for a command line before it was read.</summary>
/// <param name="Launcher">Null: nothing was begun with one.</param>
/// <param name="Groups">Those of this folder, under way; null: they are not read.</param>
internal sealed record AheadOfVerb(LauncherBegun? Launcher, Task<GroupsOutcome>? Groups)
{
    public static AheadOfVerb Nothing { get; } = new(null, null);
}
