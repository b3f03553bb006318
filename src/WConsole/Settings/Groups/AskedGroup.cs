using System.Collections.Immutable;

namespace WConsole.Settings.Groups;

/// <summary>A group that somebody asks for by a verb or a form, as it was typed: nothing is checked yet.</summary>
/// <param name="Name">Of the group.</param>
/// <param name="Celery">Null: it is a command.</param>
/// <param name="Command">Program and arguments; one word with blanks in it is a line as after <c>command:</c>. Empty with <paramref name="Celery"/>.</param>
/// <param name="Cwd">Absolute; null: the folder it is asked from.</param>
/// <param name="Env">On top of the environment it is asked from.</param>
public sealed record AskedGroup(
    string Name, AskedCelery? Celery, ImmutableArray<string> Command, string Replicas, string? Cwd, ImmutableArray<KeyValuePair<string, string>> Env)
{
    /// <summary>A name for a group that was given none: the application's, or the program's.</summary>
    /// <param name="taken">Names that are no longer free.</param>
    public static string NameFor(string? app, ImmutableArray<string> command, IReadOnlyCollection<string> taken)
    {
        var words = command is [var line] ? CommandLineWords.Split(line) ?? [] : [.. command];
        var source = app is not null ? app.Split('.', ':')[0] : words.Count > 0 ? Path.GetFileNameWithoutExtension(words[0]) : "";
        var letters = new string([.. source.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]).TrimStart('-', '_');
        var name = GroupChecks.IsName(letters) ? letters : "worker";
        return !taken.Contains(name) ? name : Enumerable.Range(2, taken.Count + 1).Select(n => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{n}")).First(n => !taken.Contains(n));
    }
}

/// <summary>The short form of a Celery worker, as typed; null: not said.</summary>
/// <param name="Queues">With commas between them.</param>
/// <param name="More">Arguments for anything else.</param>
public sealed record AskedCelery(string App, string? Pool, string? Concurrency, string? Queues, string? LogLevel, ImmutableArray<string> More);
