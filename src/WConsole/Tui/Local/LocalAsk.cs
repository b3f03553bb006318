using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Launch;

namespace WConsole.Tui.Local;

/// <summary>Something asked of the launcher, by what an operator calls it.</summary>
/// <param name="Title">"Stop", "Restart".</param>
/// <param name="Ids">The programs meant; for a change of number, the group.</param>
internal sealed record LocalAsk(string Title, LaunchRequest Request, ImmutableArray<string> Ids)
{
    /// <summary>What it is about, in few words.</summary>
    public string About => Ids.Length == 1 ? Ids[0] : string.Create(CultureInfo.InvariantCulture, $"{Ids.Length} programs");

    /// <summary>The command line that does the same.</summary>
    public string Line => Request switch
    {
        LaunchRequest.Start => $"wconsole --batch start {string.Join(' ', Ids)}",
        LaunchRequest.Stop => $"wconsole --batch stop {string.Join(' ', Ids)}",
        LaunchRequest.Restart => $"wconsole --batch restart {string.Join(' ', Ids)}",
        LaunchRequest.Kill => $"wconsole --batch kill {string.Join(' ', Ids)}",
        LaunchRequest.Scale scale => string.Create(CultureInfo.InvariantCulture, $"wconsole --batch scale {scale.Group}={scale.Replicas}"),
        _ => "",
    };

    /// <summary>Whether a program has come where it was wanted.</summary>
    /// <param name="run">The number of its run when it was asked.</param>
    public GoalSight Judge(ProgramStatus? program, string id, int run) => Request switch
    {
        LaunchRequest.Start => LaunchGoal.Up(program),
        LaunchRequest.Add => LaunchGoal.UpAtOnce(program),
        LaunchRequest.Restart => LaunchGoal.Restarted(program, run),
        LaunchRequest.Scale scale => Index(id) < scale.Replicas ? LaunchGoal.Up(program) : LaunchGoal.Down(program),
        _ => LaunchGoal.Down(program),
    };

    private static int Index(string id) => int.TryParse(id.AsSpan(id.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
}
