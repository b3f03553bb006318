using System.CommandLine;
using System.CommandLine.Help;
using WConsole.Cli.Launch;
using WConsole.Fleet.Actions;

namespace WConsole.Cli;

/// <summary>All verbs with all their options: what is parsed, what help shows, and what docs/cli.md is made from.</summary>
internal sealed class CommandTree
{
    public CommandTree(IReadOnlyList<ActionInfo> table)
        : this(ListVerbs.All())
    {
        Root.Options.Insert(0, new HelpOption());
        Root.Add(DescribeVerb.Make());
        Root.Add(InspectVerb.Make());
        foreach (var verb in ActionVerbs.All(table))
        {
            Root.Add(verb);
        }

        foreach (var verb in LaunchVerbs.All())
        {
            Root.Add(verb);
        }

        Root.Add(ConfigVerb.Make());
        Root.Add(InfoVerb.Make());
        Root.Add(ThemesVerb.Make());
        Root.Add(CompletionVerb.Make());
        Root.Add(ManPage.Verb());
        Root.Add(new VerbCommand("version", "The version, and nothing else. Also --version.", VerbKind.Plain, (call, _) =>
        {
            call.Host.Streams.Data($"wconsole {ProgramVersion.Text}\n");
            return Task.FromResult(ExitCode.Done);
        }));
    }

    private CommandTree(IEnumerable<Command> verbs)
    {
        foreach (var option in Options.All)
        {
            Root.Add(option);
        }

        foreach (var verb in verbs)
        {
            Root.Add(verb);
        }
    }

    public ProgramCommand Root { get; } = new();

    public GlobalOptions Options { get; } = new();

    /// <summary>The one list or verb of the launcher that is named, or no verb at all: what the screen and most scripts ask for. Making the others is a tenth of such a start.</summary>
    /// <returns>Null: these words need the whole tree, if only to say what is wrong with them.</returns>
    public static (CommandTree Tree, ParseResult Parse)? Lists(string[] args)
    {
        if (args.Any(a => a is "--help" or "-h" or "-?" or "/h" or "/?"))
        {
            return null;
        }

        // A word that only looks like a verb costs the making of that verb.
        var tree = new CommandTree(args is [var first, ..] && LaunchVerbs.Named(first) is { } launcher ? [launcher] : args.Distinct().Select(ListVerbs.Named).OfType<Command>());
        var parse = tree.Parse(args);
        var isPlain = parse.UnmatchedTokens.Count == 0 && parse.Errors.Count == 0
            && (parse.CommandResult.Command is not ProgramCommand || !parse.GetValue(tree.Options.Batch));
        return isPlain ? (tree, parse) : null;
    }

    // No response files: a worker may be named @anything.
    public ParseResult Parse(string[] args) => Root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
}
