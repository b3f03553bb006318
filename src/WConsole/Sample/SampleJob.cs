using System.Globalization;

namespace WConsole.Sample;

/// <summary>A task run that waits in a queue of the sample workers: its file's name says everything.</summary>
/// <param name="Order">Lower ones are taken first.</param>
/// <param name="Task">One word without <c>+</c>.</param>
/// <param name="Takes">How long it is executed.</param>
internal sealed record SampleJob(long Order, string Task, TimeSpan Takes, string Id)
{
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Order:D19}+{Task}+{(int)Takes.TotalMilliseconds}+{Id}");

    /// <summary>Whether its execution ends in an error: one in sixteen does.</summary>
    public bool Fails => Id.Length > 0 && Id[^1] == '0';

    /// <returns>Null when the name is none of a job.</returns>
    public static SampleJob? Parse(string fileName)
    {
        var parts = fileName.Split('+');
        return parts.Length == 4
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var order)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            ? new SampleJob(order, parts[1], TimeSpan.FromMilliseconds(ms), parts[3])
            : null;
    }
}
