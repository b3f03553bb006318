using System.CommandLine;

namespace WConsole.Cli.Launch;

/// <summary>The verbs of the local launcher.</summary>
internal static class LaunchVerbs
{
    private static readonly string[] Often = ["up", "down", "demo", "status", "logs"];

    public static IEnumerable<Command> All() => [.. Often.Select(Named).OfType<Command>(), .. Others()];

    /// <summary>One of those that are typed most; null: the name is none of them.</summary>
    public static Command? Named(string name) => name switch
    {
        "up" => UpVerb.Make(),
        "down" => DownVerb.Make(),
        "demo" => DemoVerb.Make(),
        "status" => StatusVerb.Make(),
        "logs" => LogsVerb.Make(),
        _ => null,
    };

    private static IEnumerable<Command> Others()
    {
        yield return ProgramVerbs.Start();
        yield return ProgramVerbs.Scale();
        yield return RunVerb.Make();
        yield return RemoveVerb.Make();
    }
}
