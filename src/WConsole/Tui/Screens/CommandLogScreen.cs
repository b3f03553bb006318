using System.Collections.Immutable;
using WConsole.Terminal.Themes;

namespace WConsole.Tui.Screens;

/// <summary>Every action of this run of the console as the command line that does the same, newest first; a line is copied to run it elsewhere.</summary>
internal sealed record CommandLogScreen(ImmutableArray<LoggedCommand> Commands) : ListScreen
{
    public const string Name = "commands";

    public override string Crumb => Name;

    public override string EnterHint => "copy";

    protected override string Empty => "Nothing was asked of any worker yet. Every action will stand here as the wconsole --batch line that does the same.";

    public override string Title(UiContext context, int width) => $"{Name}({context.Options.Cluster})[{Commands.Length}]{(Narrow.Length > 0 ? $" </{Narrow}>" : "")}";

    protected override ImmutableArray<ListItem> Items(UiContext context) =>
    [
        .. Commands.Select(c => new ListItem(c.At.ToLocalTime().ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), c.Line, Effects: [new Effect.Copy(c.Line)])),
        .. Commands.IsEmpty || context.Options.BatchNote.Length == 0 ? (ListItem[])[] : [new ListItem("", context.Options.BatchNote, Role.Muted)],
    ];

    protected override string? CopyText(ListItem item) => item.Text;
}
