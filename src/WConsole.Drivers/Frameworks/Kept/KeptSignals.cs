using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>What signals mean to kept programs: to the sample workers as their own text says, to any other only what its group declares.</summary>
internal static class KeptSignals
{
    public static readonly FrameworkId Sample = new("sample");

    private static readonly (string Name, string Meaning, Risk Risk)[] OfSample =
    [
        ("TERM", "warm stop: finishes running tasks, then exits; its keeper starts it again", Risk.Reversible),
        ("INT", "warm stop; a second one is a cold stop", Risk.Reversible),
        ("QUIT", "cold stop: exits at once, running tasks are lost", Risk.Lossy),
        ("HUP", "restart in place: finishes running tasks, same pid, new image", Risk.Reversible),
        ("USR1", "writes what each slot does to its log", Risk.Safe),
        ("TTIN", "one slot more", Risk.Reversible),
        ("TTOU", "one slot fewer", Risk.Reversible),
    ];

    public static ImmutableArray<SignalChoice> Choices(Worker worker, ProgramStatus? program) =>
        [.. SignalNames.All.Select(s => Choice(s.Name, worker, program)).OrderByDescending(c => c.IsOwn).ThenBy(c => Array.FindIndex(OfSample, o => o.Name == c.Name))];

    public static SignalChoice Choice(string name, Worker worker, ProgramStatus? program) =>
        worker.Id.Framework == Sample && Array.Find(OfSample, s => s.Name == name) is { Name: not null } own ? new SignalChoice(name, own.Meaning, own.Risk, true)
        : name == program?.Stop.Signal ? new SignalChoice(name, "asks it to end, as its group says; its keeper starts it again", Risk.Reversible, true)
        : name switch
        {
            "KILL" => new SignalChoice(name, "ends it at once; its keeper starts it again", Risk.Lossy, false),
            "STOP" => new SignalChoice(name, "halts it until CONT", Risk.Reversible, false),
            "CONT" => new SignalChoice(name, "lets it go on after STOP", Risk.Safe, false),
            "WINCH" => new SignalChoice(name, "ignored, unless it has a use for it", Risk.Reversible, false),
            _ => new SignalChoice(name, "what it means to this program is not known; most end of it", Risk.Lossy, false),
        };
}
