using System.Collections.Immutable;

namespace WConsole.Terminal.Widgets;

/// <summary>
/// One question of a form: text to type, or, when there are choices, one of them. Problem: what is wrong with the answer; empty: nothing. Note: what is expected.
/// </summary>
public sealed record FormField(string Label, FieldText Text, string Note = "", string Problem = "")
{
    /// <summary>What can be chosen; empty: text is typed.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    public int Choice { get; init; }

    /// <summary>The answer as it stands.</summary>
    public string Value => Choices.IsEmpty ? Text.Text : Choices[Choice];

    /// <summary>The next choice, or the one before; it goes round.</summary>
    public FormField Turn(int delta) => Choices.IsEmpty ? this : this with { Choice = (((Choice + delta) % Choices.Length) + Choices.Length) % Choices.Length };
}
