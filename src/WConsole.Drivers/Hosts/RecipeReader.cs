using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// Reads how a main process was started, and refuses where it could not be started again the same: another user's, kept by somebody else, its directory or
/// interpreter gone, its arguments or environment overwritten by a process title.
/// </summary>
/// <param name="proc">The host's processes.</param>
public sealed class RecipeReader(ProcFs proc)
{
    // Programs that start again what ends under them.
    private static readonly string[] Keepers =
    [
        "supervisord", "circusd", "runsv", "s6-supervise", "honcho", "foreman", "overmind", "hivemind", "watchmedo", "mprocs", "pm2", "god", "monit", "containerd-shim",
    ];

    /// <summary>The recipe of one very process.</summary>
    public RecipeReading Read(int pid, long startTicks)
    {
        if (proc.Look(pid) is not ProcessLook.Alive alive || alive.StartTicks != startTicks)
        {
            return No($"pid {pid} has ended");
        }

        if (alive.SamePidNamespace is not true)
        {
            return No($"pid {pid} is in another pid namespace (a container)");
        }

        if (Owner(pid) is { } owner && Owner("self") is { } me && owner != me)
        {
            return No($"pid {pid} belongs to another user (uid {owner}), and would be started as this one");
        }

        if (alive.CommandLine.Length < 2 || alive.CommandLine[0].StartsWith('[') || alive.CommandLine[0].Contains(' ', StringComparison.Ordinal))
        {
            return No("its command line was overwritten (setproctitle), so how it was started cannot be told");
        }

        if (Variables(pid) is not { IsEmpty: false } environment)
        {
            return No($"the environment of pid {pid} cannot be read");
        }

        if (WhoKeeps(pid, alive.ParentPid, environment) is { } keeper)
        {
            return No(keeper);
        }

        if (alive.Cwd is not { } cwd || !Directory.Exists(cwd))
        {
            return No($"its directory {alive.Cwd ?? "cannot be read"}{(alive.Cwd is null ? "" : " is gone")}");
        }

        var program = alive.CommandLine[0];
        if (!Exists(program, cwd, environment.GetValueOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")))
        {
            return No($"its program {program} is gone");
        }

        // All of it belongs to the process that had this start time, or to nobody.
        return proc.IsAlive(pid, startTicks) ? new RecipeReading(new ProcessRecipe(alive.CommandLine, cwd, environment), "") : No($"pid {pid} has ended");
    }

    private static RecipeReading No(string why) => new(null, why);

    private string? WhoKeeps(int pid, int parent, ImmutableDictionary<string, string> environment)
    {
        // What a launcher of ours keeps leads its session and bears its mark; what such a program started merely inherits it.
        if (environment.TryGetValue("WCONSOLE_PROGRAM", out var program) && Session(pid) == pid)
        {
            return $"a local launcher keeps it as {program}: restart that";
        }

        var words = Text($"{parent}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(w => w[(w.LastIndexOf('/') + 1)..]).ToList();
        if (words.Find(w => Keepers.Any(k => w == k || w.StartsWith(k + " ", StringComparison.Ordinal) || w.StartsWith(k + ":", StringComparison.Ordinal))) is { } above)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{above} keeps it (pid {parent}) and would start it again itself: restart it there");
        }

        // A service of systemd; a login session is none.
        var unit = Text($"{pid}/cgroup").Split('\n').SelectMany(l => l[(l.LastIndexOf(':') + 1)..].Split('/')).LastOrDefault(p => p.EndsWith(".service", StringComparison.Ordinal) && !p.StartsWith("user@", StringComparison.Ordinal));
        return unit is not null && (parent == 1 || words is ["systemd", ..]) ? $"systemd keeps it as {unit}: systemctl restart {unit}" : null;
    }

    private int? Session(int pid)
    {
        var stat = Text($"{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 3 && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var session) ? session : null;
    }

    private ImmutableDictionary<string, string> Variables(int pid)
    {
        var all = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var word in Text($"{pid}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
            {
                all[word[..sign]] = word[(sign + 1)..];
            }
        }

        return all.ToImmutable();
    }

    private string? Owner(int pid) => Owner(pid.ToString(CultureInfo.InvariantCulture));

    // The effective one; null when it cannot be told.
    private string? Owner(string process) =>
        Text($"{process}/status").Split('\n').FirstOrDefault(l => l.StartsWith("Uid:", StringComparison.Ordinal))?.Split('\t', StringSplitOptions.RemoveEmptyEntries) is [_, _, var effective, ..] ? effective : null;

    private string Text(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(proc.Root, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static bool Exists(string program, string cwd, string path) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(Path.Combine(cwd, program))
        : path.Split(':').Any(folder => File.Exists(Path.Combine(cwd, folder, program)));
}
