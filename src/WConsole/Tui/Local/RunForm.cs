using System.Collections.Immutable;
using WConsole.Fleet.Launch;
using WConsole.Settings.Groups;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Dialogs;

namespace WConsole.Tui.Local;

/// <summary>Asks for one worker that no file says: what is typed is checked as a file would be, and shown as the command that is run and the line that does the same.</summary>
internal sealed record RunForm : Cover
{
    private const int MostWidth = 76;

    private readonly AskedPlace _place;
    private readonly ImmutableArray<string> _taken;

    private RunForm(AskedPlace place, ImmutableArray<string> taken, RunFields fields) => (_place, _taken, Fields) = (place, taken, fields);

    private RunFields Fields { get; init; }

    private int Focus { get; init; }

    /// <summary>Enter was pressed: what is not answered yet is wrong from then on.</summary>
    private bool Tried { get; init; }

    /// <summary>It was sent, and nothing was heard yet.</summary>
    private bool Waits { get; init; }

    /// <summary>What the launcher, or a look at the disk, had against it.</summary>
    private ImmutableArray<AskedProblem> Heard { get; init; } = [];

    private ImmutableArray<Rect> Places { get; init; } = [];

    public override ImmutableArray<KeyHint> Hints => [new("Enter", "start it"), new("Tab", "next"), new("←→", "choose"), new("Esc", "cancel")];

    /// <summary>An empty form.</summary>
    /// <param name="taken">Names of groups that are no longer free.</param>
    public static RunForm New(AskedPlace place, IEnumerable<string> taken) => new(place, [.. taken], RunFields.Empty);

    /// <summary>A form that asks for one more like a program that is kept.</summary>
    public static RunForm Like(AskedPlace place, IEnumerable<string> taken, ProgramStatus program) =>
        new(place, [.. taken], RunFields.Of(string.Join(' ', program.Command.Select(GroupValues.Quote)), program.WorkingDirectory)) { Focus = 1 };

    public override (Cover? Next, ImmutableArray<Effect> Effects) Update(InputEvent input, UiContext context)
    {
        var shown = Fields.Shown;
        var key = shown[Focus].Key;
        switch (input)
        {
            case InputEvent.Key { Code: KeyCode.Escape }:
                return (null, []);
            case InputEvent.Key { Code: KeyCode.Enter }:
                return Send();
            case InputEvent.Key { Code: KeyCode.Tab } tab:
                return (Moved((tab.Modifiers & KeyModifiers.Shift) != 0 ? -1 : 1), []);
            case InputEvent.Key { Code: KeyCode.Up }:
                return (Moved(-1), []);
            case InputEvent.Key { Code: KeyCode.Down }:
                return (Moved(1), []);
            case InputEvent.Mouse { Kind: MouseKind.Press } press when Places.IndexOf(Places.FirstOrDefault(p => p.Contains(press.X, press.Y))) is >= 0 and var at && Places[at] != default:
                return (this with { Focus = at }, []);
            case InputEvent.Key { Code: KeyCode.Left or KeyCode.Right } turn when !shown[Focus].Field.Choices.IsEmpty:
                return (Edited(key, f => f.Turn(turn.Code == KeyCode.Left ? -1 : 1)), []);
            case InputEvent.Key { Text.Value: ' ' } when !shown[Focus].Field.Choices.IsEmpty:
                return (Edited(key, f => f.Turn(1)), []);
            case InputEvent.Key typed when shown[Focus].Field.Choices.IsEmpty && Prompt.Edit(shown[Focus].Field.Text, typed) is { } text:
                return (Edited(key, f => f with { Text = text }), []);
            case InputEvent.Paste paste when shown[Focus].Field.Choices.IsEmpty:
                return (Edited(key, f => f with { Text = f.Text.Paste(paste.Text) }), []);
            default:
                return (this, []);
        }
    }

    /// <summary>What came of sending it: something is wrong, and it stays; or null, and it closes.</summary>
    public RunForm? Told(ImmutableArray<AskedProblem> problems) => problems.IsEmpty ? null : (this with { Heard = problems, Waits = false, Tried = true }).AtFirst(problems);

    public override Cover Draw(Frame frame, Theme theme, UiContext context)
    {
        var reading = Reading();
        var problems = Problems(reading);
        ImmutableArray<FormField> fields = [.. Fields.Shown.Select(f => Marked(f, problems))];
        var width = Math.Min(MostWidth, frame.Width);
        var remark = fields[Focus].Problem.Length + fields[Focus].Note.Length > 0 ? 1 : 0;
        // On a low screen the line that does the same goes last.
        var previews = frame.Height >= fields.Length + 6 ? 3 : frame.Height >= 8 ? 1 : 0;
        var popup = frame.Slice(frame.Bounds.Center(width, Math.Min(frame.Height, fields.Length + remark + previews + 2)));
        popup.Fill(popup.Bounds, theme.Style(Role.Text));
        var inside = Box.Draw(popup, theme, Waits ? "Start a worker: asking the launcher …" : "Start a worker that no file says", "", Role.Accent);
        inside = inside.Slice(new Rect(1, 0, Math.Max(0, inside.Width - 2), inside.Height));
        var places = Form.Draw(inside.Slice(new Rect(0, 0, inside.Width, inside.Height - previews)), theme, fields, Focus);
        var asked = Fields.Asked(_place.Folder, _taken);
        if (previews == 3)
        {
            inside.WriteField(0, inside.Height - 2, inside.Width, $"runs  {(reading.Group is { } group ? Command(group) : "nothing yet")}", theme.Style(Role.Muted));
        }

        if (previews > 0)
        {
            inside.WriteField(0, inside.Height - 1, inside.Width, $"line  {AskedLine.Of(asked, Fields.Saves)}", theme.Style(Role.Muted));
        }

        return this with { Places = places };
    }

    private static string Command(WorkerGroup group) => GroupValues.CommandText(Replica.Expand(group, 0, group.Port, "DATA", "HOST").Arguments);

    private (Cover? Next, ImmutableArray<Effect> Effects) Send()
    {
        var tried = this with { Tried = true, Heard = [] };
        var problems = tried.Problems(Reading());
        return Waits ? (this, [])
            : problems.IsEmpty ? (tried with { Waits = true }, [new Effect.Run(Fields.Asked(_place.Folder, _taken), Fields.Saves)])
            : (tried.AtFirst(problems), []);
    }

    // Whether its folder exists is looked at when it is sent: typing waits for no disk.
    private AskedReading Reading() => _place.Read(Fields.Asked(_place.Folder, _taken) with { Cwd = null });

    private ImmutableArray<AskedProblem> Problems(AskedReading reading) =>
        [.. reading.Problems.Concat(Fields.Problems).Where(p => Tried || Fields.IsAnswered(p.Key)), .. Heard];

    private static FormField Marked((string Key, FormField Field) shown, ImmutableArray<AskedProblem> problems) =>
        problems.FirstOrDefault(p => RunFields.FieldOf(p.Key) == shown.Key) is { } problem ? shown.Field with { Problem = problem.Remedy.Length > 0 ? $"{problem.What}; {problem.Remedy}" : problem.What } : shown.Field;

    private RunForm AtFirst(ImmutableArray<AskedProblem> problems)
    {
        var at = Fields.Shown.Select((f, i) => (f.Key, i)).FirstOrDefault(f => problems.Any(p => RunFields.FieldOf(p.Key) == f.Key));
        return at.Key is null ? this : this with { Focus = at.i };
    }

    private RunForm Moved(int delta) => this with { Focus = (Focus + delta + Fields.Shown.Length) % Fields.Shown.Length };

    private RunForm Edited(string key, Func<FormField, FormField> edit) => this with { Fields = Fields.With(key, edit), Heard = [] };
}
