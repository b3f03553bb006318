using System.CommandLine;
using WConsole.Cli.Output;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>One parsed command line on its way.</summary>
internal sealed record Call(CliHost Host, ParseResult Parse, GlobalOptions Options)
{
    public OutputFormat Format => Options.Format(Parse);

    public TimeSpan? Timeout => Parse.GetValue(Options.Timeout) is { } text ? DurationText.Parse(text) : null;

    /// <summary>Flags that take the place of those that were typed; null: none do.</summary>
    public SettingsFlags? Instead { get; init; }

    public SettingsFlags Flags => Instead ?? new(
        [.. Parse.GetValue(Options.Brokers) ?? []],
        Parse.GetValue(Options.Cluster),
        Parse.GetValue(Options.Config),
        Parse.GetValue(Options.Theme),
        Parse.GetValue(Options.ReadOnly));

    /// <summary>The launcher's folder, where the verb has one of its own; null: as the options say.</summary>
    public string? StateDir { get; init; }

    /// <summary>Tells an error in every way it is read: a line, and an object where objects are asked for.</summary>
    public ExitCode Fail(CliError error) => Fail(Host.Streams, Format, error);

    public static ExitCode Fail(Streams streams, OutputFormat format, CliError error)
    {
        streams.Say($"wconsole: {error.Text}");
        if (format is OutputFormat.Json or OutputFormat.Jsonl)
        {
            streams.Data(ErrorJson.Of(error));
        }
        else if (format is OutputFormat.Yaml)
        {
            streams.Data(YamlOutput.Of(ErrorJson.Of(error)));
        }

        return error.Code;
    }
}
