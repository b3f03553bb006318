using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Sample;

/// <summary>How a sample worker was started: <c>sample-worker NAME ROLE [--slots N] [--folder DIR] [--queues A,B] [--linger SECONDS]</c>.</summary>
/// <param name="Name">What its log calls it.</param>
/// <param name="Role">work, feed or crash.</param>
/// <param name="Folder">Where its queues are.</param>
/// <param name="Linger">How long it goes on after its last job when it is asked to end.</param>
internal sealed record SampleArguments(string Name, string Role, int Slots, string Folder, ImmutableArray<string> Queues, TimeSpan Linger)
{
    /// <summary>The hidden verb.</summary>
    public const string Verb = "sample-worker";

    public static readonly string[] Roles = ["work", "feed", "crash"];

    /// <returns>Null when the words are not understood.</returns>
    public static SampleArguments? Parse(IReadOnlyList<string> words)
    {
        if (words.Count < 2 || !Roles.Contains(words[1]) || words.Count % 2 != 0)
        {
            return null;
        }

        var read = new SampleArguments(words[0], words[1], 4, ".", [], TimeSpan.Zero);
        for (var i = 2; i < words.Count; i += 2)
        {
            var value = words[i + 1];
            SampleArguments? next = words[i] switch
            {
                "--slots" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and <= SamplePool.MostSlots => read with { Slots = n },
                "--linger" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) => read with { Linger = TimeSpan.FromSeconds(n) },
                "--folder" => read with { Folder = value },
                "--queues" => read with { Queues = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries)] },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            read = next;
        }

        return read;
    }
}
