namespace WConsole.Fleet.Model;

/// <summary>Names what gives a worker its task semantics ("celery", "faust" …). Open on purpose: a driver brings its own.</summary>
public readonly record struct FrameworkId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
