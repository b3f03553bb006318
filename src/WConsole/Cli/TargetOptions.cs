using System.CommandLine;

namespace WConsole.Cli;

/// <summary>How workers are named on a command line.</summary>
internal sealed class TargetOptions
{
    public Argument<string[]> Ids { get; } = new("ID") { Description = "Workers: ids, names, or the part of a name before its host.", Arity = ArgumentArity.ZeroOrMore };

    public Option<bool> Match { get; } = GlobalOptions.Flag("--match", "Take the IDs as globs (*, ?).", recursive: false);

    public Option<string> Filter { get; } = GlobalOptions.Text("--filter", null, "TEXT", "Only workers that fit, as typed after / on the screen: 'state:lost queues:mail !web1'.", recursive: false);

    public Option<bool> All { get; } = GlobalOptions.Flag("--all", "Every worker of the cluster.", recursive: false);

    public void AddTo(Command command)
    {
        command.Add(Ids);
        command.Add(Match);
        command.Add(Filter);
        command.Add(All);
    }

    public TargetRequest Request(ParseResult parse) =>
        new([.. parse.GetValue(Ids) ?? []], parse.GetValue(Match), parse.GetValue(Filter), parse.GetValue(All));
}
