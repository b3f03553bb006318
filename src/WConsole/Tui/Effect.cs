using System.Collections.Immutable;
using WConsole.Fleet.Actions;
using WConsole.Settings.Groups;
using WConsole.Terminal.Themes;
using WConsole.Tui.Dialogs;
using WConsole.Tui.Keys;
using WConsole.Tui.Local;
using WConsole.Tui.Screens;

namespace WConsole.Tui;

/// <summary>What a screen or dialog wants done. A value: the update resolves what is about the picture, the shell carries out the rest. A closed list.</summary>
internal abstract record Effect
{
    private Effect()
    {
    }

    // Resolved by the update.

    /// <summary>Puts a screen on top of the present one.</summary>
    public sealed record Push(Screen Screen) : Effect;

    /// <summary>Back to the screen below; from the last one the console is left.</summary>
    public sealed record Pop : Effect;

    /// <summary>Changes to a view by its name.</summary>
    public sealed record Show(string View) : Effect;

    /// <summary>Narrows the screen on top.</summary>
    public sealed record Filter(string Text) : Effect;

    /// <summary>Orders the screen on top by a column.</summary>
    public sealed record Sort(string Column) : Effect;

    /// <summary>Says one line.</summary>
    public sealed record Say(string Text, Role Role = Role.FlashInfo) : Effect;

    /// <summary>Begins an action on what the screen's keys act on.</summary>
    public sealed record Begin(ActionInfo Action) : Effect;

    /// <summary>Lays a dialog over the screen.</summary>
    public sealed record Open(Cover Cover) : Effect;

    /// <summary>As if the key had been pressed, whichever that is.</summary>
    public sealed record Key(KeyId Id) : Effect;

    /// <summary>Keeps what was run from the palette, for its history.</summary>
    public sealed record Remember(string Name) : Effect;

    // Carried out by the shell.

    /// <summary>Finds out what an action would do; the answer comes as <see cref="Message.Prepared"/> with the same ticket.</summary>
    public sealed record Prepare(int Ticket, FleetAction Action) : Effect;

    /// <summary>Sends an action on its way.</summary>
    /// <param name="Risk">What the operator was told that it costs; the command log says what batch would ask for.</param>
    public sealed record Submit(FleetAction Action, Risk Risk = Risk.Reversible) : Effect;

    /// <summary>Asks the local launcher; its word comes as <see cref="Message.Launched"/>.</summary>
    public sealed record Launch(LocalAsk Ask) : Effect;

    /// <summary>Starts a group that was asked for, and saves it when it runs; the word comes as <see cref="Message.Asked"/>.</summary>
    public sealed record Run(AskedGroup Asked, bool Save) : Effect;

    public sealed record Copy(string Text) : Effect;

    /// <summary>Shows a text in the operator's pager; the console waits.</summary>
    public sealed record Page(string Text) : Effect;

    /// <summary>Opens the settings file in the operator's editor; the console waits.</summary>
    public sealed record Edit : Effect;

    /// <summary>Everything sent anew, every fact asked anew.</summary>
    public sealed record Refresh : Effect;

    public sealed record Quit : Effect;

    /// <summary>Leaves, to come back on another cluster of the settings.</summary>
    public sealed record Change(string Cluster) : Effect;

    public static ImmutableArray<Effect> None => [];
}
