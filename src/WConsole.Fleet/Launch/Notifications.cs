namespace WConsole.Fleet.Launch;

/// <summary>What a message of a program changes about its keeping.</summary>
internal static class Notifications
{
    public static ProgramStep Take(ProgramState s, ProgramRules rules, NotifyMessage message, TimeSpan now)
    {
        if (s.Process is null)
        {
            return s;
        }

        s = s with { Report = s.Report.With(message.Report) };
        if (message.Ready && rules.Ready is ReadyRule.ByNotify)
        {
            s = ProgramMachine.Proved(s);
        }

        if (message.WatchdogEvery is { } every)
        {
            s = s with { Watchdog = every > TimeSpan.Zero ? every : null };
        }

        if (message.Watchdog || message.WatchdogEvery is not null)
        {
            s = s with { WatchdogDue = s.Phase is ProgramPhase.Starting or ProgramPhase.Running ? now + s.Watchdog : null };
        }

        if (message.Extend is { } extend)
        {
            s = Extended(s, now + extend);
        }

        return message.GivesUp && s.Phase == ProgramPhase.Running
            ? ProgramMachine.Ask(s with { Wanted = true, StartsAfterStop = true, KillAfter = null, Note = "it says that it is broken (WATCHDOG=trigger): restarted" }, rules, now)
            : s;
    }

    // An operator's own time to wait is not stretched by the program.
    private static ProgramState Extended(ProgramState s, TimeSpan until) => s.Phase switch
    {
        ProgramPhase.Starting or ProgramPhase.Running => s with { ReadyDue = Later(s.ReadyDue, until) },
        ProgramPhase.Stopping when s.KillAfter is null && s.Step is StopStep.Asked or StopStep.Late =>
            s with { Step = StopStep.Asked, Due = Later(s.Due ?? until, until), KillAt = Later(s.KillAt, until) },
        _ => s,
    };

    private static TimeSpan? Later(TimeSpan? a, TimeSpan b) => a is { } x && x < b ? b : a;
}
