using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Tui.Screens;

/// <summary>Every host with its workers, how busy they are, and the load where it is known.</summary>
internal sealed record HostsScreen : TableScreen<HostRow>
{
    public const string Name = "hosts";

    private static readonly ImmutableArray<Interest> Wanted =
    [
        Interest.InAll(FactKind.Control, TimeSpan.FromSeconds(3)),
        Interest.InAll(FactKind.Stats, TimeSpan.FromSeconds(15)),
        Interest.InAll(FactKind.Active, TimeSpan.FromSeconds(5)),
    ];

    public override ImmutableArray<Interest> Interests => Wanted;

    protected override TableSpec<HostRow> Spec => HostsView.Spec;

    protected override string Remark(HostRow item, UiContext context) => HostsView.Note(item) is { Length: > 0 } note ? $"{item.Name}: {note}" : "";

    // Load moves without any event.
    public override TimeSpan? Ages(UiContext context) => TimeSpan.FromSeconds(5);

    protected override (long, long) Version(UiContext context) => (context.Snapshot.Workers.Version, context.Snapshot.Self.Host?.GetHashCode() ?? 0);

    protected override IReadOnlyList<HostRow> Items(UiContext context) => HostsView.Rows(context.Snapshot);

    protected override ImmutableArray<Effect> Open(HostRow item, UiContext context) => [new Effect.Push(new WorkersScreen().WithFilter($"host:{item.Name}"))];

    protected override string Empty(UiContext context) => Query.Filter.IsEmpty
        ? "No host is known yet: hosts are those that workers name."
        : $"No host fits /{Query.Filter.Text}. Esc takes the filter away.";
}
