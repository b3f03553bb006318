using System.CommandLine;
using System.Text;
using WConsole.Fleet.Actions;

namespace WConsole.Cli;

/// <summary>docs/cli.md, made from the same tree that parses: a page that cannot be wrong about a verb.</summary>
internal static class CliDocs
{
    internal static readonly (ExitCode Code, string Meaning)[] Codes =
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

    private static readonly (string Schema, string From, string Holds)[] Shapes =
    [
        ("wconsole/workers/1", "workers", "id name framework host pid state lights{process,control,consumption} pool{kind,size,busy,slots[{pid,task}]} queues[] active reserved scheduled processed version unit keeper uptime_s heard_s note alarms[] stale"),
        ("wconsole/worker/1", "describe", "the same, and prefetch max_rss_bytes broker restarts limits[] details[] started[] active_runs[] reserved_runs[] scheduled_runs[] process link{evidence,why,reached,pid,restarts,last_exit,due_s}"),
        ("wconsole/queues/1", "queues", "id name source waiting unacked consumers oldest_at oldest_s steps[{priority,waiting}] workers[] note"),
        ("wconsole/hosts/1", "hosts", "name state workers up busy slots saturation cpus load1 load5 load15 memory_total memory_available worker_ids[] note"),
        ("wconsole/themes/1", "themes", "name origin inherits chosen"),
        ("wconsole/inspect/1", "inspect", "worker, and run{…} or key and value; beside the items: what note answered[] silent[{id,why}]"),
        ("wconsole/plan/1", "--dry-run", "target name possible risk route reason remedy losses[{fate,why,run}] processes[{pid,started_at,command,why}] notes[] deadline_s next; beside the items: action"),
        ("wconsole/actions/1", "every acting verb", "id target name action amount outcome route text detail next took_s"),
        ("wconsole/config/1", "config check", "no items: ok files[] problems[{file,line,message,remedy}] warnings[] notes[]"),
        ("wconsole/settings/1", "config show", "name value from line; nothing beside the items"),
        ("wconsole/info/1", "info", "no items: version cluster environment readonly guessed sources[] clusters[] theme mouse files[] config_folder state_folder"),
        ("wconsole/error/1", "any verb that ended early", "no items: message remedy exit_code"),
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

        text.Append("""

            ## Output

            `-o table` and `wide` are for people, never cut off. `json` is one object: `schema`, `cluster`, `at`, `complete`, `items`; `complete: false` comes
            with `problems` and exit 5. `jsonl` is one item a line, `yaml` the same object with every string quoted, `csv` RFC 4180 with all columns, `name`
            one id a line, taken back as input. What is not known is `null`. Names of workers, queues and tasks come from outside: control characters are
            escapes in JSON and YAML, and pictures (␛) everywhere else.

            | schema | from | an item holds |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (schema, from, holds) in Shapes)
        {
            text.Append($"| `{schema}` | {from} | {holds} |\n");
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
