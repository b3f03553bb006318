using System.Collections.Immutable;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Themes;
using WConsole.Tui.Keys;

namespace WConsole.Tui.Screens;

/// <summary>One screen: its state (this record), its update and its draw. Pure.</summary>
internal abstract record Screen
{
    /// <summary>The word in the crumbs.</summary>
    public abstract string Crumb { get; }

    public abstract KeyPlace Place { get; }

    /// <summary>What it wants known, and how fresh.</summary>
    public virtual ImmutableArray<Interest> Interests => [];

    /// <summary>Whether it shows what the local launcher keeps.</summary>
    public virtual bool WantsLauncher => false;

    /// <summary>The filter that is on; empty: none.</summary>
    public virtual string Filter => "";

    public virtual Screen WithFilter(string text) => this;

    /// <summary>The columns of its table by their names; empty: it has none.</summary>
    public virtual ImmutableArray<string> Columns => [];

    /// <summary>Its rows in the order of a column.</summary>
    public virtual Screen WithSort(string column) => this;

    public virtual Screen WithLayout(ViewLayout layout) => this;

    /// <summary>What is wrong with the filter; empty when nothing is.</summary>
    public virtual string FilterProblem => "";

    /// <summary>How soon it must be drawn again though nothing happened, because it shows an age; null: never.</summary>
    public virtual TimeSpan? Ages(UiContext context) => null;

    /// <summary>The workers that an action's key acts on now.</summary>
    public virtual ImmutableArray<WorkerId> Targets(UiContext context) => [];

    /// <param name="width">Cells there are for it: what is least needed is left out.</param>
    public abstract string Title(UiContext context, int width);

    /// <summary>What the lower border says; empty: nothing.</summary>
    public virtual string Foot(UiContext context) => "";

    /// <summary>Where one is in a list; empty when that says nothing.</summary>
    public virtual string Position => "";

    public abstract ScreenTurn Update(ScreenInput input, UiContext context);

    /// <summary>Draws inside the frame; returns the screen with what only drawing knows (how far it could scroll, where its rows are).</summary>
    public abstract Screen Draw(Frame frame, Theme theme, UiContext context);

    protected ScreenTurn Stay(params ImmutableArray<Effect> effects) => new(this, effects);

    /// <summary>The worker of an id in this picture; null when it is no longer known.</summary>
    protected static Fleet.State.WorkerState? Find(UiContext context, WorkerId id) => context.Snapshot.Workers.Find(id);

    protected static string FilterTitle(FilterText filter) => filter.IsEmpty ? "" : $" </{filter.Text}>";
}

/// <summary>A screen after an update, and what it wants done.</summary>
internal sealed record ScreenTurn(Screen Screen, ImmutableArray<Effect> Effects);

/// <summary>What a screen is told. A closed list.</summary>
internal abstract record ScreenInput
{
    private ScreenInput()
    {
    }

    public sealed record Key(KeyId Id) : ScreenInput;

    /// <summary>A click on a cell of the canvas.</summary>
    public sealed record Click(int X, int Y) : ScreenInput;

    /// <summary>Lines down (up when negative).</summary>
    public sealed record Wheel(int Lines) : ScreenInput;
}
