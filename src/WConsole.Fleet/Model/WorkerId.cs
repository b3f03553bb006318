namespace WConsole.Fleet.Model;

/// <summary>
/// The place of a worker: what stays the same when its process is replaced (for Celery the node name). Never re-issued to another worker.
/// <paramref name="Source"/> is empty while the cluster has one source of this framework, and tells equal names apart otherwise.
/// </summary>
public readonly record struct WorkerId(FrameworkId Framework, string Source, string Place) : IComparable<WorkerId>
{
    /// <summary>Reads the form that <see cref="ToString"/> writes; false when the text has no such form.</summary>
    public static bool TryParse(string text, out WorkerId id)
    {
        id = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
        {
            return false;
        }

        var head = text[..slash];
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var framework = colon < 0 ? head : head[..colon];
        var source = colon < 0 ? "" : head[(colon + 1)..];
        id = new WorkerId(new FrameworkId(SafeName.Unescape(framework)), SafeName.Unescape(source), SafeName.Unescape(text[(slash + 1)..]));
        return framework.Length > 0;
    }

    /// <inheritdoc/>
    public int CompareTo(WorkerId other)
    {
        var byPlace = string.CompareOrdinal(Place, other.Place);
        if (byPlace != 0)
        {
            return byPlace;
        }

        var bySource = string.CompareOrdinal(Source, other.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(Framework.Value, other.Framework.Value);
    }

    /// <summary><c>celery/w1@web1</c>, or <c>celery:eu/w1@web1</c> with a source; escaped reversibly, one shell word.</summary>
    public override string ToString() => Source.Length == 0
        ? $"{SafeName.Escape(Framework.Value)}/{SafeName.Escape(Place)}"
        : $"{SafeName.Escape(Framework.Value)}:{SafeName.Escape(Source)}/{SafeName.Escape(Place)}";

    public static bool operator <(WorkerId left, WorkerId right) => left.CompareTo(right) < 0;

    public static bool operator >(WorkerId left, WorkerId right) => left.CompareTo(right) > 0;

    public static bool operator <=(WorkerId left, WorkerId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(WorkerId left, WorkerId right) => left.CompareTo(right) >= 0;
}
