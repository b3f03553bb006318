namespace WConsole.Fleet.Model;

/// <summary>For what is kept in one place per <see cref="FactKind"/>.</summary>
public static class FactKinds
{
    /// <summary>How many kinds there are; they are numbered from 0 without a gap.</summary>
    public const int Count = (int)FactKind.Depth + 1;
}
