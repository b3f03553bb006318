using System.CommandLine;

namespace WConsole.Cli.Launch;

/// <summary>The verbs of the local launcher.</summary>
internal static class LaunchVerbs
{
    public static IEnumerable<Command> All() => [.. Common(static _ => true), .. Others()];

    /// <summary>Those that are typed most; each of them only when it is wanted by its name.</summary>
    public static IEnumerable<Command> Common(Func<string, bool> wanted)
    {
        if (wanted("up"))
        {
            yield return UpVerb.Make();
        }

        if (wanted("down"))
        {
            yield return DownVerb.Make();
        }

        if (wanted("demo"))
        {
            yield return DemoVerb.Make();
        }

        if (wanted("status"))
        {
            yield return StatusVerb.Make();
        }

        if (wanted("logs"))
        {
            yield return LogsVerb.Make();
        }
    }

    private static IEnumerable<Command> Others()
    {
        yield return ProgramVerbs.Start();
        yield return ProgramVerbs.Scale();
        yield return RunVerb.Make();
        yield return RemoveVerb.Make();
    }
}
