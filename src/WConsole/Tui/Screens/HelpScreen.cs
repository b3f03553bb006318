using System.Collections.Immutable;
using WConsole.Terminal.Themes;
using WConsole.Tui.Keys;
using WConsole.Tui.Palette;

namespace WConsole.Tui.Screens;

/// <summary>What can be done on the screen below, as lines that run: Enter closes help and does what the line says.</summary>
internal sealed record HelpScreen(string Of, ImmutableArray<ListItem> Lines) : ListScreen
{
    public const string Name = "help";

    public override string Crumb => Name;

    protected override string Empty => "Nothing can be done here.";

    /// <summary>Help for the screen that is on top.</summary>
    public static HelpScreen For(AppState state, UiContext context)
    {
        var place = state.Top.Place;
        var lines = ImmutableArray.CreateBuilder<ListItem>();
        if (place.HasFlag(KeyPlace.Worker))
        {
            lines.Add(new(place.HasFlag(KeyPlace.Table) ? "Acting on the selected worker, or on all marked" : "Acting on this worker"));
            lines.AddRange(PaletteEntries.Actions(state, context).Select(a => Line(a.Key, $"{a.Name}. {a.Title}", a)));
        }

        lines.Add(new("Keys here"));
        lines.AddRange(PaletteEntries.KeyRowsOf(place).Zip(PaletteEntries.Keys(state, PaletteEntries.KeyRowsOf(place))).Select(p => Line(state.Options.Keys.AllNames(p.First.Id), p.First.Title, p.Second)));
        lines.Add(new("Views, after :"));
        lines.AddRange(PaletteEntries.Views().Select(v => Line(v.Name, v.Title, v)));
        lines.Add(new("Signs"));
        lines.Add(new("P C T", "a worker's lights: process, control, takes work. ● yes  ✗ no  · unknown", Role.Muted));
        return new HelpScreen(state.Top.Crumb, lines.ToImmutable());
    }

    public override string Title(UiContext context, int width) => $"help for {Of}{(Narrow.Length > 0 ? $" </{Narrow}>" : "")}";

    protected override ImmutableArray<ListItem> Items(UiContext context) => Lines;

    private static ListItem Line(string label, string text, PaletteEntry entry) => entry.Off is { } why
        ? new ListItem(label, $"{text} (off: {why})", Role.Muted, [new Effect.Say($"{entry.Name}: {why}", Role.FlashWarn)])
        : new ListItem(label, text, Role.Text, [new Effect.Pop(), .. entry.Effects]);
}
