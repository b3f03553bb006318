namespace WConsole.Settings;

/// <summary>Something in the settings that must be put right first: where, what, and how.</summary>
/// <param name="Origin">The file, the variable or the flag.</param>
/// <param name="Line">From 1; 0 when the origin has no lines.</param>
public sealed record SettingsProblem(string Origin, long Line, string What, string Remedy)
{
    /// <summary>One line, as compilers write it.</summary>
    public string Text => Line > 0 ? $"{Origin}:{Line}: {What}; {Remedy}" : $"{Origin}: {What}; {Remedy}";
}
