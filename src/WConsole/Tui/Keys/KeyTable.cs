using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Terminal.Input;

namespace WConsole.Tui.Keys;

/// <summary>The one table of keys. The keys of actions stand in <see cref="ActionTable"/> and are merged in here; help, key bar and docs/keys.md come from both.</summary>
internal static class KeyTable
{
    public static ImmutableArray<KeyRow> All { get; } =
    [
        Row(KeyId.Enter, "enter", "go in: the worker, the workers of a queue, the whole record; in help run the line, in the command log copy it", "open", KeyPlace.Table | KeyPlace.List),
        Row(KeyId.Filter, "/", "narrow to what fits: state:lost pool:solo busy>2 !name:mail word", "filter", KeyPlace.Everywhere),
        Row(KeyId.Command, ":", "everything by its name: views, actions, keys, clusters, workers; up brings back what was run", "command", KeyPlace.Everywhere),
        Row(KeyId.Help, "? f1", "what can be done here; its lines can be run", "help", KeyPlace.Everywhere),
        Row(KeyId.Commands, "@", "the command log: every action as its wconsole --batch line", "", KeyPlace.Everywhere),
        Row(KeyId.Outcomes, "o", "what came of each action on each worker", "", KeyPlace.Everywhere),
        Row(KeyId.Back, "q esc", "back; esc takes the filter away first; q on the first screen leaves, and stops no worker", "back", KeyPlace.Everywhere),
        Row(KeyId.Leave, "ctrl-c", "leave the console; it reaches no worker", "", KeyPlace.Everywhere),
        Row(KeyId.Describe, "d", "everything known of the worker", "", KeyPlace.Table),
        Row(KeyId.Json, "y", "the worker as JSON, as batch prints it; in the command log copy the line", "json", KeyPlace.Worker | KeyPlace.List),
        Row(KeyId.Conf, "C", "the worker's configuration, searched with /, and how it differs from its group", "", KeyPlace.Worker),
        Row(KeyId.Log, "l", "the log of the worker, or of all marked ones together, where its files can be read from here", "log", KeyPlace.Worker | KeyPlace.Local),
        Row(KeyId.LogPrevious, "p", "the log of the run before", "", KeyPlace.Local | KeyPlace.Log),
        Row(KeyId.LocalStart, "u", "start the program, or all marked ones", "start", KeyPlace.Local),
        Row(KeyId.LocalStop, "w", "stop it as its group says; it stays stopped", "stop", KeyPlace.Local),
        Row(KeyId.LocalRestart, "r", "restart it", "restart", KeyPlace.Local),
        Row(KeyId.LocalKill, "K", "KILL to its whole tree", "kill", KeyPlace.Local),
        Row(KeyId.LocalMore, "+", "one replica more of its group", "more", KeyPlace.Local),
        Row(KeyId.LocalLess, "-", "one replica less of its group", "less", KeyPlace.Local),
        Row(KeyId.LocalLike, "A", "one more like it: its group gets one replica more, or a form with its command", "", KeyPlace.Local),
        Row(KeyId.New, "a", "start a worker that no file says, from a form; the launcher keeps it", "new", KeyPlace.Local | KeyPlace.Worker),
        Row(KeyId.LogFollow, "s", "follow the end, or stay", "follow", KeyPlace.Log),
        Row(KeyId.LogWrap, "w", "long lines wrapped, or cut", "wrap", KeyPlace.Log),
        Row(KeyId.LogStamps, "t", "when each line came here (UTC), before it", "stamps", KeyPlace.Log),
        Row(KeyId.LogFilter, "f", "only the lines that hold the word", "only found", KeyPlace.Log),
        Row(KeyId.LogLine, "enter", "the whole of the found line, else of the last one", "", KeyPlace.Log),
        Row(KeyId.Next, "n", "the next place where the word is found; without a word the next difference", "next", KeyPlace.Search),
        Row(KeyId.Previous, "N", "the one before", "", KeyPlace.Search),
        Row(KeyId.Mark, "space", "mark or unmark the row: actions then take all marked ones", "mark", KeyPlace.Table),
        Row(KeyId.MarkRange, "ctrl-space v", "mark from the row marked last to this one", "", KeyPlace.Table),
        Row(KeyId.MarkAll, "*", "mark all rows shown: a filter says which", "", KeyPlace.Table),
        Row(KeyId.Unmark, "U", "unmark all", "", KeyPlace.Table),
        Row(KeyId.Up, "k up", "one up", "", KeyPlace.Everywhere),
        Row(KeyId.Down, "j down", "one down", "", KeyPlace.Everywhere),
        Row(KeyId.PageUp, "pgup ctrl-b", "a page up", "", KeyPlace.Everywhere),
        Row(KeyId.PageDown, "pgdn ctrl-f", "a page down", "", KeyPlace.Everywhere),
        Row(KeyId.Top, "g home", "to the first", "", KeyPlace.Everywhere),
        Row(KeyId.Bottom, "G end", "to the last", "", KeyPlace.Everywhere),
        Row(KeyId.SortLeft, "shift-left", "sort by the column to the left; :sort COLUMN by its name", "", KeyPlace.Table),
        Row(KeyId.SortRight, "shift-right", "sort by the column to the right: numbers the largest first; :sort busy finds the busiest", "", KeyPlace.Table),
        Row(KeyId.SortDefault, "O", "sort as at first: the worst (or newest) gather on top", "", KeyPlace.Table),
        Row(KeyId.Invert, "I", "turn the order round", "", KeyPlace.Table),
        Row(KeyId.Copy, "c", "copy the text (in the command log the line) to the terminal's clipboard", "copy", KeyPlace.Page | KeyPlace.List),
        Row(KeyId.Favourite, "0 1 2 3 4 5 6 7 8 9", "favourites of the settings, views with a filter; 0 takes the filter away", "", KeyPlace.Table),
        Row(KeyId.Pager, "V", "the whole text in $PAGER; leaving that comes back", "pager", KeyPlace.Page),
        Row(KeyId.Refresh, "ctrl-r", "ask everything anew and paint anew", "", KeyPlace.Everywhere),
        Row(KeyId.Suspend, "ctrl-z", "to the shell; fg comes back", "", KeyPlace.Everywhere),
    ];

    public static KeyRow Get(KeyId id) => All.First(r => r.Id == id);

    /// <summary>A chord as help and key bar write it.</summary>
    public static string Name(KeyChord chord) => chord.ToString() switch
    {
        "enter" => "Enter",
        "esc" => "Esc",
        "space" => "Space",
        "pgup" => "PgUp",
        "pgdn" => "PgDn",
        "up" => "↑",
        "down" => "↓",
        "shift-left" => "Shift-←",
        "shift-right" => "Shift-→",
        "home" => "Home",
        "end" => "End",
        "f1" => "F1",
        "ctrl-space" => "Ctrl-Space",
        var text => text.StartsWith("ctrl-", StringComparison.Ordinal) ? $"Ctrl-{text[5..].ToUpperInvariant()}" : text,
    };

    /// <summary>The chord that <see cref="Name"/> wrote; null for what is no one key.</summary>
    public static KeyChord? Parse(string name) => KeyChord.Parse(name.Replace("↑", "up", StringComparison.Ordinal).Replace("↓", "down", StringComparison.Ordinal).Replace("←", "left", StringComparison.Ordinal).Replace("→", "right", StringComparison.Ordinal));

    internal static KeyChord Chord(string text) => KeyChord.Parse(text) ?? throw new ArgumentException($"'{text}' names no key");

    private static KeyRow Row(KeyId id, string chords, string title, string hint, KeyPlace where) =>
        new(id, [.. chords.Split(' ').Select(Chord)], title, hint, where);
}
