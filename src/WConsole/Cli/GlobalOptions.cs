using System.CommandLine;
using WConsole.Cli.Output;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>Options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    public Option<bool> Batch { get; } = Flag("--batch", "Run without a screen: data on stdout, problems on stderr.");

    public Option<string[]> Brokers { get; } = new("--broker", "-b")
    {
        Description = "Broker URL (redis://, rediss://); repeatable. Makes a cluster without any settings file.",
        HelpName = "URL",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        Recursive = true,
    };

    public Option<string> Cluster { get; } = Text("--cluster", "-c", "NAME", "Which cluster of the settings.");

    public Option<string> Config { get; } = Text("--config", null, "FILE", "A settings file, stronger than the user's and the project's.");

    public Option<bool> ReadOnly { get; } = Flag("--readonly", "Refuse everything that acts.");

    public Option<string> Output { get; } = Text("--output", "-o", "FORMAT", "table, wide, json, jsonl, yaml, csv or name.");

    public Option<string> Timeout { get; } = Text("--timeout", null, "T", "How long to wait: for answers (2s when not given), for an action's effect (its own deadline). 500ms, 15s, 2m.");

    public Option<string> Theme { get; } = Text("--theme", null, "NAME", "The look of the screen.");

    public IEnumerable<Option> All => [Batch, Brokers, Cluster, Config, ReadOnly, Output, Timeout, Theme];

    /// <summary>A switch: never takes the next word, though a worker may be named "true".</summary>
    public static Option<bool> Flag(string name, string description, bool recursive = true) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero, Recursive = recursive };

    public static Option<string> Text(string name, string? alias, string help, string description, bool recursive = true) =>
        new(name, alias is null ? [] : [alias]) { Description = description, HelpName = help, Recursive = recursive };

    public OutputFormat Format(ParseResult parse) => OutputFormats.Find(parse.GetValue(Output) ?? "table") ?? OutputFormat.Table;

    /// <summary>What is wrong with the values; null when nothing is.</summary>
    public CliError? Check(ParseResult parse)
    {
        if (parse.GetValue(Output) is { } format && OutputFormats.Find(format) is null)
        {
            return new CliError(ExitCode.Usage, $"there is no output format '{format}'", $"take one of {string.Join(", ", OutputFormats.Words)}");
        }

        return parse.GetValue(Timeout) is { } time && DurationText.Parse(time) is null
            ? new CliError(ExitCode.Usage, $"'{time}' is no time to wait", "write 500ms, 15s or 2m")
            : null;
    }
}
