using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using WConsole.Fleet.Actions;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>Arguments → exit code: parse, decide between screen and batch, run.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, CliHost host, CancellationToken token)
    {
        // The one question that deploy scripts ask most is answered before anything is built.
        if (args is [.. { Length: <= 1 } before, "--version" or "version"] && before.All(a => a == "--batch"))
        {
            host.Streams.Data($"wconsole {ProgramVersion.Text}\n");
            return (int)ExitCode.Done;
        }

        if (args is ["complete", "--", .. var words])
        {
            return (int)await Completion.RunAsync(host, words, token);
        }

        var (tree, parse) = CommandTree.Lists(args) ?? Whole(args);
        if (parse.Action is HelpAction)
        {
            return Help(parse, host);
        }

        var call = new Call(host, parse, tree.Options);
        if ((Wrong(parse, tree) ?? tree.Options.Check(parse)) is { } wrong)
        {
            return (int)call.Fail(wrong);
        }

        var verb = parse.CommandResult.Command as VerbCommand;
        return (int)(Screen(call, verb) is { } screen ? await ShowAsync(call, screen) : await BatchAsync(call, verb, token));
    }

    /// <summary>What <c>up</c> opens.</summary>
    internal const string LocalScreen = "local";

    private static (CommandTree Tree, ParseResult Parse) Whole(string[] args)
    {
        var tree = new CommandTree(ActionTable.All);
        return (tree, tree.Parse(args));
    }

    // Which view is to be opened; null for batch.
    private static string? Screen(Call call, VerbCommand? verb)
    {
        var possible = call.Host.Screen is not null && call.Host.Streams.CanDraw && !call.Parse.GetValue(call.Options.Batch) && call.Parse.GetResult(call.Options.Output) is null;
        return !possible ? null
            : verb is null ? call.Parse.CommandResult.Command is ProgramCommand ? "workers" : null
            : verb.Kind == VerbKind.Noun ? verb.Name
            : null;
    }

    private static async Task<ExitCode> BatchAsync(Call call, VerbCommand? verb, CancellationToken token)
    {
        var batch = call.Parse.GetValue(call.Options.Batch);
        if (verb is null)
        {
            var words = string.Join(" ", call.Parse.CommandResult.Command.Subcommands.Select(c => c.Name));
            return call.Fail(
                call.Parse.CommandResult.Command is ProgramCommand && !batch ? new CliError(ExitCode.Usage, "the screen needs a terminal", "run 'wconsole --batch workers'")
                : call.Parse.CommandResult.Command is ProgramCommand ? new CliError(ExitCode.Usage, "--batch needs a verb", $"run 'wconsole --batch workers'; there are: {words}")
                : new CliError(ExitCode.Usage, $"'{call.Parse.CommandResult.Command.Name}' needs one more word", $"there are: {words}"));
        }

        return verb.Kind == VerbKind.Acting && !batch && !verb.IsLocal(call)
            ? call.Fail(new CliError(ExitCode.Usage, $"'{verb.Name}' acts on workers and is a batch verb", $"write wconsole --batch {verb.Name} …"))
            : await verb.Run(call, token);
    }

    /// <param name="door">The way to the launcher that is open already, for the first screen; null: none is.</param>
    internal static async Task<ExitCode> ShowAsync(Call call, string noun, Launch.OpenDoor? door = null)
    {
        var target = noun == "describe" ? call.Parse.GetValue<string>("ID") : null;
        var filter = call.Parse.CommandResult.Command.Options.Any(o => o.Name == "--filter") ? call.Parse.GetValue<string>("--filter") : null;
        while (true)
        {
            var (settings, chosen, error) = Session.Choose(call);
            if (error is not null)
            {
                return call.Fail(error);
            }

            var folders = XdgFolders.From(call.Host.Inputs(call.Flags));
            List<string> warnings = [.. chosen!.Warnings];
            if (folders.MakeState() is { } noState)
            {
                warnings.Add(noState);
            }

            // Where the launcher itself is what is looked at, nobody looks at it a second time.
            var opening = call.Host.Open(chosen.Cluster, folders, door is null);
            if (opening.Engine is not { } engine)
            {
                return call.Fail(opening.Error!);
            }

            ScreenEnd end;
            await using (engine)
            {
                // The screen starts the engine itself, once its first frame is drawn.
                end = call.Host.Screen!(
                    new StartScreen(target is null ? noun : "worker", target, filter, chosen.Cluster, settings!, folders, chosen.Guessed, settings!.ReadOnly || chosen.Cluster.ReadOnly, [.. warnings]) { LauncherFolder = Launch.LaunchOptions.Folder(call), Door = door, Kept = door?.Line.Picture },
                    engine);
            }

            if (end.Cluster is null)
            {
                return (ExitCode)end.ExitCode;
            }

            // The operator changed the cluster: everything begins anew on that one, at its home view.
            call = call with { Instead = call.Flags with { Cluster = end.Cluster, Brokers = [] } };
            (noun, target, filter, door) = ("workers", null, null, null);
        }
    }

    private static CliError? Wrong(ParseResult parse, CommandTree tree)
    {
        if (parse.UnmatchedTokens is [var stray, ..])
        {
            var here = parse.CommandResult.Command;
            IEnumerable<string> known = stray.StartsWith('-')
                ? here.Options.Concat(tree.Root.Options.Where(o => o.Recursive)).Select(o => o.Name)
                : here.Subcommands.Select(c => c.Name);
            var near = Nearest.Of(stray, known);
            var what = stray.StartsWith('-') ? $"there is no option '{stray}'" : here is ProgramCommand ? $"there is no verb '{stray}'" : $"'{stray}' is one word too many for '{here.Name}'";
            return new CliError(ExitCode.Usage, what, near is null ? $"see wconsole {Path(parse)}--help" : $"did you mean '{near}'?");
        }

        // "Required command was not provided" is answered later, by who knows whether there is a screen.
        return parse.Errors.FirstOrDefault(e => e.SymbolResult is not CommandResult { Command: { Subcommands.Count: > 0 } }) is { } error
            ? new CliError(ExitCode.Usage, error.Message.TrimEnd('.'), $"see wconsole {Path(parse)}--help")
            : null;
    }

    // The words of the command, each with a blank after it; nothing at the root.
    private static string Path(ParseResult parse)
    {
        var path = "";
        for (SymbolResult? at = parse.CommandResult; at is CommandResult { Command: not ProgramCommand } result; at = at.Parent)
        {
            path = $"{result.Command.Name} {path}";
        }

        return path;
    }

    private static int Help(ParseResult parse, CliHost host)
    {
        using var text = new StringWriter();
        parse.Invoke(new InvocationConfiguration { Output = text, Error = text, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        host.Streams.Data(text.ToString());
        return (int)ExitCode.Done;
    }
}
