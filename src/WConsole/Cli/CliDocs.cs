using System.CommandLine;
using System.Text;
using WConsole.Fleet.Actions;

namespace WConsole.Cli;

/// <summary>docs/cli.md, made from the same tree that parses: a page that cannot be wrong about a verb.</summary>
internal static class CliDocs
{
    private static readonly (ExitCode Code, string Meaning)[] Codes =
    [
        (ExitCode.Done, "done, or the list is complete"),
        (ExitCode.Failed, "failed"),
        (ExitCode.Usage, "usage, settings, or nothing selected"),
        (ExitCode.Unknown, "state unknown: nothing was reached"),
        (ExitCode.Partial, "partly done, or the list is incomplete"),
        (ExitCode.Confirm, "a confirmation is needed"),
        (ExitCode.Pending, "dry run with --detailed-exitcode: something would be done"),
        (ExitCode.TimedOut, "the effect did not come in time"),
        (ExitCode.Interrupted, "interrupted (Ctrl-C)"),
        (ExitCode.Terminated, "terminated (SIGTERM)"),
    ];

    public static string Text()
    {
        var tree = new CommandTree(ActionTable.All);
        var text = new StringBuilder("""
            # Command line

            <!-- Made from the program's own tables. After a change: WCONSOLE_WRITE_DOCS=1 tests/run -->

            Data goes to stdout, problems and progress to stderr. Without `--batch`, a verb that lists opens the screen on a terminal and runs as
            batch off one; a verb that acts is refused. No target never means all, except for questions (`ping`, `inspect`).


            """.ReplaceLineEndings("\n"));
        text.Append("## Options of every verb\n\n");
        Options(text, tree.Options.All);
        text.Append("\n## Verbs\n");
        foreach (var verb in tree.Root.Subcommands)
        {
            Verb(text, verb, verb.Name);
        }

        text.Append("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
        foreach (var (code, meaning) in Codes)
        {
            text.Append($"| {(int)code} | {meaning} |\n");
        }

        return text.ToString();
    }

    private static void Verb(StringBuilder text, Command verb, string path)
    {
        if (verb.Subcommands.Count > 0)
        {
            foreach (var sub in verb.Subcommands)
            {
                Verb(text, sub, $"{path} {sub.Name}");
            }

            return;
        }

        var arguments = string.Concat(verb.Arguments.Select(a => a.Arity.MinimumNumberOfValues > 0 ? $" {a.Name}" : $" [{a.Name}…]"));
        text.Append($"\n### `{path}{arguments}`\n\n{verb.Description}");
        text.Append(verb is VerbCommand { Kind: VerbKind.Acting } ? " Needs `--batch`.\n" : "\n");
        foreach (var argument in verb.Arguments)
        {
            text.Append($"\n- `{argument.Name}`: {argument.Description}");
        }

        text.Append(verb.Arguments.Count > 0 ? "\n" : "");
        if (verb.Options.Count > 0)
        {
            text.Append('\n');
            Options(text, verb.Options);
        }
    }

    private static void Options(StringBuilder text, IEnumerable<Option> options)
    {
        text.Append("| option | meaning |\n|---|---|\n");
        foreach (var option in options)
        {
            var names = string.Join(", ", option.Aliases.OrderBy(a => a.Length).Append(option.Name).Select(n => $"`{n}`"));
            text.Append($"| {names}{(option.HelpName is { } value ? $" {value}" : "")} | {option.Description?.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
    }
}
