namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>What a <see cref="WireValue"/> is. <see cref="Missing"/> is the default: the field was not there at all.</summary>
public enum WireKind : byte
{
    Missing,
    Null,
    Bool,

    /// <summary>A whole number that fits 64 bits.</summary>
    Whole,

    /// <summary>A floating point number, also Python's NaN and Infinity.</summary>
    Real,

    /// <summary>A whole number of any length, kept as its digits.</summary>
    Digits,
    Text,
    List,
    Map,
}
