namespace WConsole.Terminal.Themes;

/// <summary>Something in a theme that was not understood; the rest of the theme counts all the same. Where: a role, <c>palette.NAME</c>, <c>inherits</c> or <c>theme</c>.</summary>
public sealed record ThemeProblem(string Theme, string Where, string Message)
{
    public override string ToString() => $"theme {Theme}, {Where}: {Message}";
}
