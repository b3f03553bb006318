using WConsole.Fleet.Actions;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>Every key, from the tables of actions and of keys, and the views that <c>:</c> knows.</summary>
internal sealed record HelpScreen : PageScreen
{
    public const string Name = "help";

    public override string Crumb => Name;

    public override string Title(UiContext context, int width) => "help";

    protected override IReadOnlyList<KeyValue> Content(Theme theme, UiContext context)
    {
        var off = context.Options.ReadOnly ? " (off: read-only)" : "";
        List<KeyValue> lines = [new($"Acting on the selected worker, or on all marked{off}", null)];
        lines.AddRange(ActionTable.All.Select(a => new KeyValue(a.Key, $"{a.Title}. {a.Summary}", context.Options.ReadOnly ? Role.Muted : Role.Text)));
        lines.Add(new("Everything else", null));
        lines.AddRange(KeyTable.All.Select(row => new KeyValue(row.Keys, row.Title)));
        lines.Add(new("Views, after :", null));
        lines.AddRange(ViewTable.All.Select(v => new KeyValue(v.Name, v.Title)));
        lines.Add(new("Signs", null));
        lines.Add(new("P C T", "a worker's lights: process, control, takes work. ● yes  ✗ no  · unknown"));
        return lines;
    }
}
