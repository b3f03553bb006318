using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Where a launcher keeps what belongs to it. Everything in it is for this user only.</summary>
/// <param name="Root">Absolute.</param>
internal sealed record LauncherFolder(string Root)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Lock => Path.Combine(Root, "lock");

    public string Socket => Path.Combine(Root, "socket");

    public string Journal => Path.Combine(Root, "state.jsonl");

    public string Log => Path.Combine(Root, "launcher.log");

    /// <summary>Names this launcher in the environment of what it starts: the same after any number of restarts.</summary>
    public string Key { get; } = NameHash.Of(Root, 6);

    /// <summary>Stands in the environment of a run and everything that descends from it.</summary>
    public string Mark(string id, int run) => string.Create(CultureInfo.InvariantCulture, $"{Key}.{id}.{run}");

    /// <summary>The id and number of the run of a mark of this launcher; null for any other text.</summary>
    public (string Id, int Run)? ReadMark(string mark)
    {
        var last = mark.LastIndexOf('.');
        return mark.StartsWith(Key + ".", StringComparison.Ordinal) && last > Key.Length && int.TryParse(mark.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            ? (mark[(Key.Length + 1)..last], run)
            : null;
    }

    /// <summary>Where programs of other users have their places: this folder is closed to them. Only root starts such programs, and may make it.</summary>
    public string ForOthers => Path.Combine("/var/lib/wconsole", Key);

    /// <summary>Whether a program of this user cannot enter this folder.</summary>
    public static bool IsOther(string? user) => user is not null && user != Environment.UserName;

    /// <summary>The data directory of one program; who starts it makes it.</summary>
    public string Data(WorkerGroup group, int index) =>
        Path.Combine(IsOther(group.User) ? ForOthers : Root, "data", SafeName.Escape(group.Name), index.ToString(CultureInfo.InvariantCulture));

    public string Logs(string id) => LogNames.Folder(Root, id);

    /// <summary>
    /// Where one program finds its NOTIFY_SOCKET. The kernel takes 107 bytes, and the program itself has to open it: where this folder's path is too long, a
    /// short one for this user alone takes its place.
    /// </summary>
    /// <param name="user">Of the program; null: the launcher's.</param>
    public string Notify(string id, string? user)
    {
        var name = NameHash.Of(id, 5);
        if (IsOther(user))
        {
            return Path.Combine(ForOthers, "n", name);
        }

        var path = Path.Combine(Root, "n", name);
        return SocketPlace.Fits(path) ? path : Path.Combine(string.Create(CultureInfo.InvariantCulture, $"/tmp/wconsole-{Posix.UserId()}-{Key}"), name);
    }

    /// <summary>Makes the folder, also when it was there with wider rights.</summary>
    /// <returns>Null, or why not: one line with its remedy.</returns>
    public string? Make()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                return "this platform is not supported";
            }

            var made = Directory.CreateDirectory(Root, Mine);
            if (made.UnixFileMode != Mine)
            {
                made.UnixFileMode = Mine;
            }

            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"the launcher's folder {Root} cannot be made ({refused.Message}); set XDG_STATE_HOME or give --state-dir";
        }
    }
}
