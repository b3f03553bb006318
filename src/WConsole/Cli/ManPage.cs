using System.CommandLine;
using System.Text;
using WConsole.Fleet.Actions;

namespace WConsole.Cli;

/// <summary>docs/wconsole.1, made from the same tree that parses.</summary>
internal static class ManPage
{
    public static Command Verb() => new VerbCommand("man", "Print this program's man page: wconsole man | man -l -", VerbKind.Plain, (call, _) =>
    {
        call.Host.Streams.Data(Text());
        return Task.FromResult(ExitCode.Done);
    });

    public static string Text()
    {
        var tree = new CommandTree(ActionTable.All);
        var text = new StringBuilder("""
            .\" Made from the program's own tables: WCONSOLE_WRITE_DOCS=1 tests/run
            .TH WCONSOLE 1 "" wconsole "User commands"
            .SH NAME
            wconsole \- operator console for background workers
            .SH SYNOPSIS
            .B wconsole
            [\fIOPTION\fR]...
            .br
            .B wconsole \-\-batch
            \fIVERB\fR [\fITARGET\fR]... [\fIOPTION\fR]...
            .SH DESCRIPTION
            Without a verb it opens the console on a terminal. With
            .B \-\-batch
            data goes to stdout, problems and progress to stderr. A verb that lists opens the screen there on a terminal and runs as batch off one; a verb
            that acts needs
            .BR \-\-batch .
            No target never means all, except for questions.
            .SH OPTIONS

            """.ReplaceLineEndings("\n"));
        Options(text, tree.Options.All);
        text.Append(".SH VERBS\n");
        foreach (var verb in tree.Root.Subcommands.Where(v => !v.Hidden))
        {
            Verb(text, verb, verb.Name);
        }

        text.Append(".SH KEYS OF ACTIONS\n");
        foreach (var action in ActionTable.All)
        {
            text.Append($".TP\n.B {Escape(action.Key)}\n{Escape(action.Title)}. {Escape(action.Summary)}\n");
        }

        text.Append(".SH EXIT STATUS\n");
        foreach (var (code, meaning) in CliDocs.Codes)
        {
            text.Append($".TP\n.B {(int)code}\n{Escape(meaning)}\n");
        }

        return text.Append("""
            .SH FILES
            .TP
            .I ~/.config/wconsole/config.yaml
            Settings of this user; XDG_CONFIG_HOME moves it.
            .TP
            .I wconsole.yaml
            Settings of the project in the working folder.
            .SH ENVIRONMENT
            .TP
            .B WCONSOLE_BROKER
            Broker URL, as \-b takes it; a password in it is better kept in a file.
            .TP
            .B NO_COLOR
            Any value: no colours.

            """.ReplaceLineEndings("\n")).ToString();
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

        var arguments = string.Concat(verb.Arguments.Select(a => a.Arity.MaximumNumberOfValues > 1 ? $" [\\fI{a.Name}\\fR]..." : $" \\fI{a.Name}\\fR"));
        text.Append($".SS {Escape(path)}{arguments}\n{Escape(verb.Description ?? "")}\n");
        foreach (var argument in verb.Arguments)
        {
            text.Append($".TP\n.I {argument.Name}\n{Escape(argument.Description ?? "")}\n");
        }

        Options(text, verb.Options);
    }

    private static void Options(StringBuilder text, IEnumerable<Option> options)
    {
        foreach (var option in options.Where(o => !o.Hidden))
        {
            var names = string.Join(", ", option.Aliases.OrderBy(a => a.Length).Append(option.Name).Select(n => $"\\fB{Escape(n)}\\fR"));
            text.Append($".TP\n{names}{(option.HelpName is { } value ? $" \\fI{Escape(value)}\\fR" : "")}\n{Escape(option.Description ?? "")}\n");
        }
    }

    // A line that begins with a dot or a quote would be a request; a hyphen is a minus to be copied.
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }
}
