using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Actions;

/// <summary>
/// One row of the table of actions: everything that keys, menus, dialogs, help, verbs, options, completion and docs say about it.
/// </summary>
/// <param name="Title">In the imperative, as shown in menus: "Warm stop".</param>
/// <param name="Key">The console's default key in key-chord form ("w", "X", "+").</param>
/// <param name="Verb">The batch verb, with its fixed option if any: "stop", "stop --cold", "pool grow".</param>
/// <param name="Summary">One sentence: what it means to the worker.</param>
/// <param name="Needs">Facts that must be known before it can be planned well.</param>
/// <param name="Watches">Facts that must be kept fresh while its effect is awaited.</param>
/// <param name="TakesAmount">Whether it takes a number.</param>
/// <param name="Ends">Whether the worker is meant to be gone (or replaced) afterwards.</param>
/// <param name="Effect">Judges the effect.</param>
public sealed record ActionInfo(
    ActionId Id,
    string Title,
    string Key,
    string Verb,
    string Summary,
    ImmutableArray<FactKind> Needs,
    ImmutableArray<FactKind> Watches,
    bool TakesAmount,
    bool Ends,
    Func<EffectInput, ActionEffect> Effect)
{
    /// <summary>Whether it takes the name of a signal.</summary>
    public bool TakesSignal { get; init; }
}
