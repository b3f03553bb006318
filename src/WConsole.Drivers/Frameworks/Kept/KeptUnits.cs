using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>Kept programs as units of a keeper. Pure.</summary>
/// <param name="host">This host's name.</param>
internal sealed class KeptUnits(SourceId source, string host, KeptScope scope)
{
    /// <summary>Who keeps them, in a word.</summary>
    public const string Keeper = "local";

    /// <param name="begun">The moment of the engine's start on the launcher's clock: equal states must make equal units, so it is measured once.</param>
    public Unit Of(ProgramStatus program, TimeSpan begun)
    {
        var s = program.State;
        var due = s.Phase == ProgramPhase.Backoff || (s.Phase == ProgramPhase.Stopping && s.Step is StopStep.Asked) ? s.Due - begun : null;
        return new Unit(
            source, program.Id, Keeper, program.Framework, program.Node, host, RowOf(program), scope.HasRow(program), PhaseOf(s),
            s.Process is { } process ? new UnitProcess(process.Pid, process.StartTicks, process.At - begun) : null,
            s.Since - begun, due, KeptEvents.Word(program), new UnitStop(program.Stop.Signal, program.Stop.Deadline, program.Stop.KillAfter), s.Restarts, KeptEvents.Exit(s))
        {
            // Until its predecessor ends that is the worker, and nobody keeps it.
            HasRun = s.Predecessor is null && (s.Run > 0 || s.LastExit is not null),
        };
    }

    private WorkerId RowOf(ProgramStatus program) => !scope.Reported.Contains(program.Framework) ? KeptEvents.IdOf(program)
        : program.Node is { } node && scope.ArePlaces ? new WorkerId(program.Framework, "", node)
        : new WorkerId(program.Framework, source.Value, program.Id);

    private static UnitPhase PhaseOf(ProgramState state) => state.Phase switch
    {
        ProgramPhase.Waiting when state.Predecessor is not null => UnitPhase.Down,
        ProgramPhase.Stopped or ProgramPhase.Exited => UnitPhase.Down,
        ProgramPhase.Waiting or ProgramPhase.Backoff => UnitPhase.Waiting,
        ProgramPhase.Starting => UnitPhase.Starting,
        ProgramPhase.Running => UnitPhase.Up,
        ProgramPhase.Stopping => UnitPhase.Stopping,
        ProgramPhase.Fatal => UnitPhase.GivenUp,
    };
}
