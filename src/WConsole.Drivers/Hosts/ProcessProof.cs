using System.Globalization;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// Decides whether a process of this host is the one a worker claims to be: same pid namespace, alive at least as long as the worker
/// claims, and a command line of its framework that names the worker, or a worker that says it is on this host. Pure.
/// </summary>
public static class ProcessProof
{
    // Uptimes are whole seconds, start times are hundredths, and the claim is a little old.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <param name="match">What the framework's driver reads from the command line.</param>
    public static ProcessSight Judge(ProcessClaim claim, HostLook host, ProcessLook look, CommandLineMatch match)
    {
        var sameHost = IsThisHost(claim.HostName, host.Name);
        if (look is not ProcessLook.Alive alive)
        {
            return (look, sameHost) switch
            {
                (_, false) => Elsewhere(claim, host),
                (ProcessLook.Unreadable unreadable, _) => new ProcessSight.Unproven(unreadable.Why),
                (ProcessLook.Zombie, _) => new ProcessSight.Unproven($"pid {claim.Pid} has ended and waits for its parent"),
                _ => new ProcessSight.Unproven($"no process {claim.Pid} here: it ended, or it runs in a container or on another host of this name"),
            };
        }

        if (match is CommandLineMatch.Other or CommandLineMatch.NamesAnother || (match is CommandLineMatch.Framework && !sameHost))
        {
            if (!sameHost)
            {
                return Elsewhere(claim, host);
            }

            return alive.CommandLine.IsEmpty
                ? new ProcessSight.Unproven($"the command line of pid {claim.Pid} cannot be read: run wconsole as the worker's user")
                : new ProcessSight.Unproven($"pid {claim.Pid} here is another program ({Short(alive)}): the worker ended, or runs in a container");
        }

        if (alive.SamePidNamespace is not true)
        {
            return alive.SamePidNamespace is null
                ? new ProcessSight.Unproven($"the pid namespace of pid {claim.Pid} cannot be read: run wconsole as the worker's user")
                : new ProcessSight.Elsewhere($"pid {claim.Pid} is in another pid namespace (a container)");
        }

        var age = host.AgeOf(alive.StartTicks);
        if (claim.Uptime is { } uptime && (age is null || age + Slack < uptime))
        {
            return new ProcessSight.Unproven(age is null
                ? "the host's uptime cannot be read"
                : $"pid {claim.Pid} here is {Seconds(age.Value)} old, and the worker claims {Seconds(uptime)}: another process has that pid");
        }

        // Without a claimed uptime only the name on the command line tells it from a neighbour.
        if (claim.Uptime is null && match != CommandLineMatch.Named)
        {
            return new ProcessSight.Unproven($"it did not say how long it runs, and the command line of pid {claim.Pid} does not name it");
        }

        return Ours(alive, Evidence(match, claim, age));
    }

    /// <summary>The sight of a process that was proven before: only pid and start time are compared.</summary>
    public static ProcessSight Again(ProcessSight.Ours proven, ProcessLook look) => look switch
    {
        ProcessLook.Alive alive when alive.StartTicks == proven.StartTicks => Ours(alive, proven.Evidence) with { NoStartAgain = proven.NoStartAgain },
        ProcessLook.Unreadable unreadable => new ProcessSight.Unproven(unreadable.Why),
        _ => Gone(proven),
    };

    /// <summary>The sight of a proven process that has ended.</summary>
    public static ProcessSight.Gone Gone(ProcessSight.Ours proven) => new(proven.Pid, proven.StartTicks) { LogPath = proven.StderrPath ?? proven.StdoutPath };

    /// <summary>Whether a host's name is this one's; a short name and its full one are the same.</summary>
    public static bool IsThisHost(string? name, string thisHost) => !string.IsNullOrEmpty(name) && HostNames.AreSame(name, thisHost);

    private static ProcessSight.Ours Ours(ProcessLook.Alive alive, string evidence) => new(
        alive.Pid,
        alive.StartTicks,
        evidence,
        alive.CommandLine,
        alive.Cwd,
        alive.Stdout?.IsTerminal,
        alive.Stderr is { CanRead: true } stderr ? stderr.Target : null,
        alive.Stderr?.Kind ?? "unknown (its file descriptors cannot be read)",
        alive.ParentPid)
    {
        StdoutPath = alive.Stdout is { CanRead: true } stdout ? stdout.Target : null,
    };

    private static ProcessSight.Elsewhere Elsewhere(ProcessClaim claim, HostLook host) =>
        new($"it says it runs on {claim.HostName ?? "an unnamed host"}, this is {host.Name}");

    private static string Evidence(CommandLineMatch match, ProcessClaim claim, TimeSpan? age)
    {
        var name = match == CommandLineMatch.Named ? "its command line names it" : $"a worker's command line, on host {claim.HostName}";
        return age is { } a ? $"{name}; {Seconds(a)} old" : name;
    }

    private static string Short(ProcessLook.Alive alive)
    {
        var line = string.Join(' ', alive.CommandLine);
        return line.Length <= 60 ? line : line[..60] + "…";
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + " s";
}
