using System.CommandLine;
using WConsole.Fleet.Actions;

namespace WConsole.Cli;

/// <summary>All verbs with all their options: what is parsed, what help shows, and what docs/cli.md is made from.</summary>
internal sealed class CommandTree
{
    public CommandTree(IReadOnlyList<ActionInfo> table)
    {
        Root = new RootCommand("The operator console for background workers.");
        // Our own --version: the built-in one would be asked for after everything else was built.
        Root.Options.Remove(Root.Options.OfType<VersionOption>().Single());
        foreach (var option in Options.All)
        {
            Root.Add(option);
        }

        foreach (var verb in ListVerbs.All())
        {
            Root.Add(verb);
        }

        Root.Add(DescribeVerb.Make());
        Root.Add(InspectVerb.Make());
        foreach (var verb in ActionVerbs.All(table))
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

    public RootCommand Root { get; }

    public GlobalOptions Options { get; } = new();

    // No response files: a worker may be named @anything.
    public ParseResult Parse(string[] args) => Root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
}
