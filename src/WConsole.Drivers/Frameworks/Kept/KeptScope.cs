using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Frameworks.Kept;

/// <summary>What a launcher is looked at for, in one cluster.</summary>
/// <param name="Reported">Frameworks whose workers other sources of the cluster report: their programs are units only, and get their rows from there.</param>
/// <param name="ArePlaces">Whether a node name alone names one worker of the cluster: it has one source of that framework.</param>
/// <param name="IsBeside">
/// Whether the launcher was not named in the settings and only looked at because it lives here: then nothing but workers of the cluster is shown of it, and it is
/// never started.
/// </param>
/// <param name="Belongs">For a launcher that is only beside: whether a program that nobody reports yet is one of this cluster's.</param>
public sealed record KeptScope(ImmutableArray<FrameworkId> Reported, bool ArePlaces = true, bool IsBeside = false, Func<ProgramStatus, bool>? Belongs = null)
{
    /// <summary>No launcher lived when it was looked for; one that is started later is found.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>The launcher is the only source.</summary>
    public static KeptScope Everything { get; } = new([]);

    /// <summary>Whether the launcher itself reports the worker that a program is.</summary>
    public bool Shows(ProgramStatus program) => !IsBeside && !Reported.Contains(program.Framework);

    /// <summary>Whether a program has a row though no other source reports its worker.</summary>
    public bool HasRow(ProgramStatus program) => Reported.Contains(program.Framework) && (!IsBeside || Belongs?.Invoke(program) == true);
}
