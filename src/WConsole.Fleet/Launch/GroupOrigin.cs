namespace WConsole.Fleet.Launch;

/// <summary>Where a group was written.</summary>
/// <param name="File">A path, "built-in", or "asked for".</param>
/// <param name="Line">From 1; 0: nowhere in particular.</param>
public readonly record struct GroupOrigin(string File, long Line)
{
    /// <summary>Of a group that somebody asked for and that no file says.</summary>
    public static GroupOrigin Asked { get; } = new("asked for", 0);

    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}
