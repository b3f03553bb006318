using System.Globalization;

namespace WConsole.Bench.Screens;

/// <summary>Numbers of one measurement, for a table.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public IReadOnlyList<double> Values => _values;

    public double Median => At(0.5);

    public void Add(double value) => _values.Add(value);

    public void AddRange(IEnumerable<double> values) => _values.AddRange(values);

    /// <summary>The value below which that part of all lies; NaN when there is none.</summary>
    public double At(double part)
    {
        double[] sorted = [.. _values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
    }

    /// <summary>Median (least…most).</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.#} ({At(0):0.#}…{At(1):0.#})");
}
