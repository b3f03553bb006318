using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Terminal.Widgets;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>A worker's configuration: searched rather than narrowed, with what differs from its group marked.</summary>
/// <param name="Group">The others of its group, whose configuration is asked for to compare.</param>
internal sealed record ConfScreen(WorkerId Id, string WorkerName, ImmutableArray<WorkerId> Group) : ScrollScreen
{
    /// <summary>The setting that the search stands at; null: at none.</summary>
    private string? At { get; init; }

    /// <summary>Whether that one is to be brought into view.</summary>
    private bool Seeks { get; init; }

    public static ConfScreen Of(WorkerState worker, FleetSnapshot snapshot) =>
        new(worker.Worker.Id, worker.Worker.Name, [.. ConfComparison.Group(worker, snapshot).Select(w => w.Worker.Id)]);

    public override string Crumb => "conf";

    public override KeyPlace Place => KeyPlace.Page | KeyPlace.Search;

    public override ImmutableArray<Interest> Interests => [.. Group.Prepend(Id).Select(w => Interest.InOne(w, FactKind.Conf, TimeSpan.FromSeconds(60)))];

    public override string Title(UiContext context, int width)
    {
        var lines = Content(context);
        var differ = lines.Count(l => l.Difference is not null);
        var compared = Group.Count(w => Find(context, w)?.Worker.Facts.Conf.HasValue == true);
        var found = Narrow.Length == 0 ? "" : Matches(lines) is { Length: > 0 } matches ? $" /{Narrow} {matches.IndexOf(At ?? "") + 1}/{matches.Length}" : $" /{Narrow} nowhere";
        return $"conf of {WorkerName}[{lines.Length}]{found} · {(compared == 0 ? "nothing to compare with" : $"{differ} differ from {compared} others")}";
    }

    public override Screen WithFilter(string text) => this with { Narrow = text, At = null, Seeks = text.Length > 0 };

    public override ScreenTurn Update(ScreenInput input, UiContext context) => input switch
    {
        ScreenInput.Key { Id: KeyId.Next } => new ScreenTurn(Step(context, 1), []),
        ScreenInput.Key { Id: KeyId.Previous } => new ScreenTurn(Step(context, -1), []),
        _ => base.Update(input, context),
    };

    public override Screen Draw(Frame frame, Theme theme, UiContext context)
    {
        var content = Content(context);
        var inside = frame.Slice(new Rect(1, 0, Math.Max(0, frame.Width - 2), frame.Height));
        if (content.IsEmpty)
        {
            var fact = Find(context, Id)?.Worker.Facts.Conf;
            var why = fact is { State: FactState.Failed } ? $"Not known: {fact.Value.Why}." : fact is { HasValue: true } ? "Nothing but defaults." : "Asked, no answer yet.";
            Paragraph.Draw(inside, why, theme.Style(Role.Muted));
            return this with { Lines = 0, Height = frame.Height };
        }

        var lines = content.SelectMany(l => Paragraph.Wrap(Text(l), inside.Width).Select(text => (Line: l, Text: text))).ToList();
        var matches = Matches(content);
        // While it is typed: the first from here on, else from the top.
        var at = At is not null && matches.Contains(At) ? At
            : !Seeks || matches.IsEmpty ? null
            : lines.Skip(View.Top).Select(l => l.Line.Label).FirstOrDefault(matches.Contains) ?? matches[0];
        var view = View.Clamp(lines.Count, frame.Height);
        if (Seeks && at is not null)
        {
            var row = lines.FindIndex(l => l.Line.Label == at);
            var last = lines.FindLastIndex(l => l.Line.Label == at);
            view = (view with { Selected = last }).Fit(lines.Count, frame.Height);
            view = (view with { Selected = row }).Fit(lines.Count, frame.Height);
        }

        for (var y = 0; y < frame.Height && view.Top + y < lines.Count; y++)
        {
            DrawLine(frame.Slice(new Rect(0, y, frame.Width, 1)), theme, lines[view.Top + y].Line, lines[view.Top + y].Text, lines[view.Top + y].Line.Label == at);
        }

        return this with { View = view, Lines = lines.Count, Height = frame.Height, At = at, Seeks = false };
    }

    protected override string? CopyText(UiContext context) => string.Join('\n', Content(context).Select(Text));

    private void DrawLine(Frame line, Theme theme, ConfLine item, string text, bool here)
    {
        var style = theme.Style(item.Difference is not null ? Role.Warn : Role.Text);
        if (here)
        {
            style = theme.Style(Role.Selected).Over(style);
            line.Fill(line.Bounds, style);
        }

        line.Write(1, 0, text, style);
        if (Narrow.Length == 0)
        {
            return;
        }

        for (var at = text.IndexOf(Narrow, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(Narrow, at + Narrow.Length, StringComparison.OrdinalIgnoreCase))
        {
            line.Write(1 + TextWidth.Of(text.AsSpan(0, at)), 0, text.AsSpan(at, Narrow.Length), theme.Style(Role.Match).Over(style));
        }
    }

    private ConfScreen Step(UiContext context, int by)
    {
        var matches = Matches(Content(context));
        if (matches.IsEmpty)
        {
            return this;
        }

        var next = At is not null && matches.IndexOf(At) is >= 0 and var found ? (found + by + matches.Length) % matches.Length : by > 0 ? 0 : matches.Length - 1;
        return this with { At = matches[next], Seeks = true };
    }

    private ImmutableArray<ConfLine> Content(UiContext context) => Find(context, Id) is not { } worker ? [] : ConfComparison.Of(
        worker.Worker.Facts.Conf is { HasValue: true } own ? own.Value : [],
        [.. Group.Select(w => Find(context, w)).Where(w => w?.Worker.Facts.Conf.HasValue == true).Select(w => w!.Worker.Facts.Conf.Value)]);

    // Without a word n goes from difference to difference.
    private ImmutableArray<string> Matches(ImmutableArray<ConfLine> lines) =>
        [.. lines.Where(l => Narrow.Length == 0 ? l.Difference is not null : Text(l).Contains(Narrow, StringComparison.OrdinalIgnoreCase)).Select(l => l.Label).Distinct()];

    private static string Text(ConfLine line) => $"{line.Label}{(line.Value is { } value ? $" = {value}" : ": not said here")}{(line.Difference is { } other ? $"   {other}" : "")}";
}
