namespace WConsole.Bench.Screens;

/// <summary>A table of what was measured beside its bar; a missed bar is marked, and makes the whole not good.</summary>
internal sealed class Verdict(TextWriter output)
{
    public bool IsGood { get; private set; } = true;

    public Task HeadAsync() => output.WriteLineAsync("| measured | value | bar | |\n|---|---|---|---|");

    public Task RowAsync(FormattableString what, FormattableString value, FormattableString bar, bool isMet)
    {
        IsGood &= isMet;
        return output.WriteLineAsync($"| {FormattableString.Invariant(what)} | {FormattableString.Invariant(value)} | {FormattableString.Invariant(bar)} | {(isMet ? "met" : "**missed**")} |");
    }
}
