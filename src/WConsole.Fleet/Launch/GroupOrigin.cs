namespace WConsole.Fleet.Launch;

/// <summary>Where a group was written.</summary>
/// <param name="File">A path, or "built-in".</param>
/// <param name="Line">From 1; 0: nowhere in particular.</param>
public readonly record struct GroupOrigin(string File, long Line)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{File}:{Line}" : File;
}
