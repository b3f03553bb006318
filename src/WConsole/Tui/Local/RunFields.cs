using System.Collections.Immutable;
using WConsole.Settings.Groups;
using WConsole.Terminal.Widgets;

namespace WConsole.Tui.Local;

/// <summary>The questions of <see cref="RunForm"/> and the group that their answers make.</summary>
internal sealed record RunFields(ImmutableArray<(string Key, FormField Field)> All)
{
    private const string Default = "default";
    private const string Celery = "celery";

    private static readonly string[] OfCelery = ["app", "pool", "concurrency", "queues", "loglevel"];

    /// <summary>Nothing answered yet: a Celery worker, as it is asked for most.</summary>
    public static RunFields Empty { get; } = new(
    [
        ("framework", new FormField("Framework", FieldText.Empty, "← → choose") { Choices = [Celery, "any command"] }),
        ("app", new FormField("Application", FieldText.Empty, "as after celery -A: shop, or shop.celery:app")),
        ("command", new FormField("Command", FieldText.Empty, "./worker --fast; ${index} and ${port} are filled in")),
        ("name", new FormField("Name", FieldText.Empty, "of its group; empty: made from what it runs")),
        ("pool", new FormField("Pool", FieldText.Empty) { Choices = [Default, .. GroupWords.Pools] }),
        ("concurrency", new FormField("Concurrency", FieldText.Empty, "slots; empty: as the application says")),
        ("queues", new FormField("Queues", FieldText.Empty, "mail,sms; empty: those of the application")),
        ("loglevel", new FormField("Log level", FieldText.Empty) { Choices = [Default, .. GroupWords.LogLevels] }),
        ("replicas", new FormField("Replicas", FieldText.Of("1"))),
        ("cwd", new FormField("Directory", FieldText.Empty, "where it runs; empty: here")),
        ("env", new FormField("Variables", FieldText.Empty, "NAME=value NAME='two words', on top of the console's own")),
        ("save", new FormField("Save", FieldText.Empty, "into wconsole.yaml here, once it runs") { Choices = ["no", "yes"] }),
    ]);

    /// <summary>Those that are asked for the chosen framework.</summary>
    public ImmutableArray<(string Key, FormField Field)> Shown => [.. All.Where(f => IsCelery ? f.Key != "command" : !OfCelery.Contains(f.Key))];

    public bool Saves => Value("save") == "yes";

    /// <summary>What is wrong with the answers before a group is made of them.</summary>
    public IEnumerable<AskedProblem> Problems =>
        Variables() is null ? [new AskedProblem("env", "these are no NAME=value words", "write A=1 B='two words'")] : [];

    private bool IsCelery => Value("framework") == Celery;

    /// <summary>A command that is known already.</summary>
    public static RunFields Of(string command, string folder) => Empty
        .With("framework", f => f.Turn(1)).With("command", f => f with { Text = FieldText.Of(command) }).With("cwd", f => f with { Text = FieldText.Of(folder) });

    /// <summary>The field that a word of a group is asked by.</summary>
    public static string FieldOf(string key) => key == "args" ? "app" : key;

    /// <summary>Whether something was typed there.</summary>
    public bool IsAnswered(string key) => Value(FieldOf(key)).Length > 0;

    public RunFields With(string key, Func<FormField, FormField> edit) => new([.. All.Select(f => f.Key == key ? (f.Key, edit(f.Field)) : f)]);

    /// <param name="folder">That a relative directory starts from.</param>
    /// <param name="taken">Names that are no longer free, for one that is made.</param>
    public AskedGroup Asked(string folder, ImmutableArray<string> taken)
    {
        var app = IsCelery ? Value("app").Trim() : null;
        ImmutableArray<string> command = IsCelery ? [] : CommandLineWords.Split(Value("command")) is { Count: 1 } one ? [.. one] : Value("command").Trim() is { Length: > 0 } line ? [line] : [];
        return new AskedGroup(
            Value("name").Trim() is { Length: > 0 } name ? name : AskedGroup.NameFor(app, command, taken),
            app is null ? null : new AskedCelery(app, Chosen("pool"), Typed("concurrency"), Typed("queues"), Chosen("loglevel"), []),
            command, Typed("replicas") ?? "1", Typed("cwd") is { } cwd ? Path.GetFullPath(cwd, folder) : null, [.. Variables() ?? []]);
    }

    private IEnumerable<KeyValuePair<string, string>>? Variables()
    {
        var words = CommandLineWords.Split(Value("env"));
        return words?.TrueForAll(w => w.IndexOf('=', StringComparison.Ordinal) > 0) == true ? words.Select(w => w.Split('=', 2)).Select(w => KeyValuePair.Create(w[0], w[1])) : null;
    }

    private string Value(string key) => All.First(f => f.Key == key).Field is var field && field.Choices.IsEmpty ? field.Text.Text ?? "" : field.Value;

    private string? Typed(string key) => Value(key).Trim() is { Length: > 0 } text ? text : null;

    private string? Chosen(string key) => Value(key) is var word && word == Default ? null : word;
}
