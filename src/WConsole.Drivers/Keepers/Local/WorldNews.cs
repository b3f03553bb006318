using System.Collections.Immutable;
using System.Globalization;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What happens outside, turned into events of the state. Only the launcher's loop uses it.</summary>
internal sealed class WorldNews(LaunchCore core, PoolRenewals renewals, ProgramStarter starter, ChildWatch children, LogBook logs, ProcFs proc, Func<bool> isDown, Action<string> tell)
{
    /// <summary>A process is gone.</summary>
    public void Ended(ChildEnd end)
    {
        // When everything is to end nobody reads their last lines, and somebody waits.
        var line = !isDown() && core.State.Programs.TryGetValue(end.Id, out var kept) ? LastWords.Of(logs.Of(end.Id, kept.State.Run), kept.Program) : null;
        core.Happened(end.Id, new ProgramEvent.Exited(end.Pid, end.StartTicks, end.Code, end.Signal, line));
    }

    /// <summary>Programs said something, and some of them too much.</summary>
    public void Heard(Said said)
    {
        foreach (var (id, message) in said.Messages)
        {
            if (message.MainPid is { } main && core.State.Programs.TryGetValue(id, out var kept) && kept.State.Process is { } process && main != process.Pid)
            {
                MainChanged(kept, process, main);
            }

            core.Happened(id, new ProgramEvent.Notified(message));
        }

        foreach (var (id, dropped) in said.Floods)
        {
            tell(string.Create(
                CultureInfo.InvariantCulture,
                $"{id} floods its NOTIFY_SOCKET: {dropped} messages dropped for later ones (more than {NotifyInbox.MostEach} a second are put together, the last of each field counts)"));
        }
    }

    /// <summary>Files of a group changed, and it wants a restart then, of its processes or of their pools alone.</summary>
    public void Changed(string group, string file)
    {
        var meant = core.State.InOrder.Where(p => p.Program.Group == group && p.State.Wanted && p.State.Phase is ProgramPhase.Running or ProgramPhase.Starting or ProgramPhase.Fatal or ProgramPhase.Backoff).ToList();
        var renewable = core.State.Groups.GetValueOrDefault(group)?.Watch is { PoolRestart: true } ? meant.Where(p => p.State.CountsAsReady).ToList() : [];
        ImmutableArray<string> ids = [.. meant.Except(renewable).Select(p => p.Id)];
        if (meant.Count > 0)
        {
            tell($"{group}: {file} changed: {(renewable.Count > 0 ? "pool restart" : "warm restart")}");
        }

        if (ids.Length > 0)
        {
            core.Apply(new LaunchEvent.Restart(ids));
        }

        renewable.ForEach(renewals.Begin);
    }

    // Only a process of its own tree may take the place of the main one.
    private void MainChanged(KeptProgram kept, ProgramProcess process, int main)
    {
        var memory = new TreeMemory(starter.Root(kept.Id, kept.State.Run, process.Pid, process.StartTicks), TreeWork.Marks, Environment.ProcessId);
        if (memory.Look(proc.Scan(), []).Processes.FirstOrDefault(p => p.Pid == main) is { } member)
        {
            core.Happened(kept.Id, new ProgramEvent.MainChanged(member.Pid, member.StartTicks));
            children.Add(kept.Id, member.Pid, member.StartTicks);
        }
        else
        {
            tell(string.Create(CultureInfo.InvariantCulture, $"{kept.Id} names pid {main} as its main process, which is none of its own: not believed"));
        }
    }
}
