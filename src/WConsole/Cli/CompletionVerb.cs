using System.CommandLine;

namespace WConsole.Cli;

/// <summary><c>completion bash|zsh|fish</c>: a script that asks the program itself what fits, so that it knows the workers of the moment.</summary>
internal static class CompletionVerb
{
    // Bash cuts words at the characters of COMP_WORDBREAKS, in the middle of w1@web1: the line is cut anew, and what bash cut off is taken off the replies.
    private const string Bash = """
        # wconsole completion for bash: source <(wconsole completion bash)
        _wconsole() {
            local line="${COMP_LINE:0:COMP_POINT}" reply cur cut
            local -a words
            read -ra words <<< "$line"
            [[ $line == *[[:space:]] ]] && words+=("")
            cur="${words[${#words[@]}-1]}"
            COMPREPLY=()
            while IFS= read -r reply; do
                COMPREPLY+=("$reply")
            done < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
            cut="${cur%"${cur##*[@:=]}"}"
            [[ -n $cut ]] && COMPREPLY=("${COMPREPLY[@]#"$cut"}")
            return 0
        }
        complete -o nosort -F _wconsole wconsole

        """;

    private const string Zsh = """
        #compdef wconsole
        # wconsole completion for zsh: source <(wconsole completion zsh)
        _wconsole() {
            local -a replies
            replies=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            compadd -- $replies
        }
        (( $+functions[compdef] )) && compdef _wconsole wconsole

        """;

    private const string Fish = """
        # wconsole completion for fish: wconsole completion fish | source
        function __wconsole_complete
            set -l words (commandline -opc) (commandline -ct)
            command $words[1] complete -- $words[2..-1] 2>/dev/null
        end
        complete -c wconsole -f -a '(__wconsole_complete)'

        """;

    public static Command Make()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." };
        return new VerbCommand("completion", "Print a completion script; it asks the program for verbs, options, workers and queues.", VerbKind.Plain, (call, _) => Task.FromResult(Run(call, call.Parse.GetValue(shell)!)))
        {
            shell,
        };
    }

    private static ExitCode Run(Call call, string shell)
    {
        var script = shell switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => null };
        if (script is null)
        {
            return call.Fail(new CliError(ExitCode.Usage, $"there is no completion for '{shell}'", "take one of bash, zsh, fish"));
        }

        call.Host.Streams.Data(script.ReplaceLineEndings("\n"));
        return ExitCode.Done;
    }
}
