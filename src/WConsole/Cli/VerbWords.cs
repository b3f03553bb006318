using System.Collections.Immutable;
using WConsole.Fleet.Actions;

namespace WConsole.Cli;

/// <summary>The verb column of the table of actions, taken apart: words of the command, and the option that tells rows of one command apart.</summary>
internal sealed record VerbWords(string Command, string? SubCommand, string? Option)
{
    /// <summary>The word that tells it from other rows: "cold", "kill".</summary>
    public string Short => Option?[2..] ?? Command;

    public static VerbWords Of(ActionInfo info)
    {
        var parts = info.Verb.Split(' ');
        var option = parts.FirstOrDefault(p => p.StartsWith("--", StringComparison.Ordinal));
        var words = parts.Where(p => p != option).ToImmutableArray();
        return new VerbWords(words[0], words.Length > 1 ? words[1] : null, option);
    }
}
