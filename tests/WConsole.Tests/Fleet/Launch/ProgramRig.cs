using System.Collections.Immutable;
using WConsole.Fleet.Launch;

namespace WConsole.Tests.Fleet.Launch;

/// <summary>One program and a clock: events in, phase and effects out.</summary>
internal sealed class ProgramRig
{
    private int _pid = 100;

    public ProgramRules Rules { get; init; } = new(RestartRule.Default, StopRule.Default, new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit));

    public ProgramState State { get; private set; } = new("mail:0");

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public ImmutableArray<LaunchEffect> Effects { get; private set; } = [];

    public ProgramRig Do(ProgramEvent e)
    {
        var step = ProgramMachine.Fold(State, Rules, e, Now);
        (State, Effects) = (step.State, step.Effects);
        return this;
    }

    /// <summary>Time passes, with a tick at every moment that falls due.</summary>
    public ProgramRig Wait(double seconds)
    {
        var until = Now + TimeSpan.FromSeconds(seconds);
        var effects = ImmutableArray<LaunchEffect>.Empty;
        while (ProgramMachine.NextDue(State) is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            Do(new ProgramEvent.Tick());
            effects = effects.AddRange(Effects);
        }

        Now = until;
        Effects = effects;
        return this;
    }

    /// <summary>Wanted, and nothing to wait for.</summary>
    public ProgramRig Launched() => Do(new ProgramEvent.Start()).Do(new ProgramEvent.Dependencies(true));

    public ProgramRig Spawned() => Do(new ProgramEvent.Spawned(State.Run, ++_pid, 1000 + _pid));

    public ProgramRig Running() => Launched().Spawned().Wait(1);

    public ProgramRig Exits(int? code = null, int? signal = null) => Do(new ProgramEvent.Exited(State.Process!.Pid, State.Process.StartTicks, code, signal, "last words"));

    public ProgramRig Swept(params string[] left) => Do(new ProgramEvent.TreeEnded([.. left]));
}
