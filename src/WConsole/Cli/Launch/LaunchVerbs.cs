using System.CommandLine;

namespace WConsole.Cli.Launch;

/// <summary>The verbs of the local launcher.</summary>
internal static class LaunchVerbs
{
    public static IEnumerable<Command> All()
    {
        yield return UpVerb.Make();
        yield return DownVerb.Make();
        yield return DemoVerb.Make();
        yield return StatusVerb.Make();
        yield return LogsVerb.Make();
        yield return ProgramVerbs.Start();
        yield return ProgramVerbs.Scale();
        yield return RunVerb.Make();
        yield return RemoveVerb.Make();
    }
}
