using System.Globalization;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What is different for a program that runs as another user than the launcher, which only root can do: command, variables, and who owns its files.</summary>
internal sealed record OtherUser(UserAccount Account)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Of the session that the launcher was started in: another user's folders, and doors that are closed to this one.
    private static readonly string[] NotPassedOn = ["MAIL", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK"];

    /// <returns>Neither when the program runs as the launcher's own user; else the user, or why it cannot be: what and remedy.</returns>
    public static (OtherUser? User, string? Problem) Of(Program program)
    {
        if (!LauncherFolder.IsOther(program.User))
        {
            return (null, null);
        }

        return Posix.UserId() != 0 ? (null, $"it is to run as {program.User}, and only root may start programs of others; take 'user' away, or run wconsole as root")
            : UserAccount.Find(program.User!) is { } account ? (new OtherUser(account), null)
            : (null, $"there is no user '{program.User}' on this host; make it, or write another user");
    }

    /// <summary>setpriv of util-linux, which every distribution has: the user, its group and all its further groups, and nothing of the launcher's.</summary>
    public IReadOnlyList<string> Through =>
    [
        File.Exists("/usr/bin/setpriv") ? "/usr/bin/setpriv" : "/bin/setpriv",
        string.Create(CultureInfo.InvariantCulture, $"--reuid={Account.Id}"), string.Create(CultureInfo.InvariantCulture, $"--regid={Account.Group}"), "--init-groups", "--",
    ];

    /// <summary>Makes a folder below <see cref="LauncherFolder.ForOthers"/> that other users may pass through and not list, whatever the launcher's umask is.</summary>
    public static void MakeWay(string folder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(folder))
        {
            return;
        }

        MakeWay(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder).UnixFileMode = Mine | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    }

    /// <summary>Makes inherited variables those of the user, as a login does.</summary>
    public void Fit(Dictionary<string, string> variables)
    {
        foreach (var name in variables.Keys.Where(n => NotPassedOn.Contains(n) || n.StartsWith("XDG_", StringComparison.Ordinal) || n.StartsWith("SUDO_", StringComparison.Ordinal)).ToList())
        {
            variables.Remove(name);
        }

        (variables["HOME"], variables["USER"], variables["LOGNAME"], variables["SHELL"]) = (Account.Home, Account.Name, Account.Name, Account.Shell);
    }

    /// <summary>Makes a folder that is the user's alone.</summary>
    /// <returns>Whether it could be given.</returns>
    public bool MakeOwn(string folder)
    {
        MakeWay(Path.GetDirectoryName(folder)!);
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder).UnixFileMode = Mine;
        }

        return Own(folder);
    }

    /// <summary>Gives the user what the launcher itself has just made.</summary>
    /// <returns>Whether it could be given.</returns>
    public bool Own(string path) => Posix.ChangeOwner(path, Account.Id, Account.Group) == 0;

    /// <summary>Makes the log that the launcher then opens for it, so that the program may open /dev/stdout too.</summary>
    public void MakeLog(string path)
    {
        var descriptor = Posix.Open(path, Posix.OpenFlags.WriteOnly | Posix.OpenFlags.Create | Posix.OpenFlags.CloseOnExec, 0x180);
        if (descriptor >= 0)
        {
            _ = LibC.Close(descriptor);
            Own(path);
        }
    }
}
