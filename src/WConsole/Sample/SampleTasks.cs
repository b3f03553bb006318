using System.Collections.Immutable;

namespace WConsole.Sample;

/// <summary>What the jobs of a queue are called, how long they take and how many come.</summary>
internal sealed record SampleTasks(double PerSecond, ImmutableArray<(string Name, TimeSpan Shortest, TimeSpan Longest)> Tasks)
{
    private static readonly SampleTasks Images = new(
        0.55, [("image.resize", Seconds(2), Seconds(7)), ("image.thumbnail", Seconds(1), Seconds(3)), ("report.render", Seconds(8), Seconds(20))]);

    private static readonly SampleTasks Mails = new(
        1.7, [("mail.send", Seconds(1), Seconds(4)), ("mail.bounce", Seconds(0.5), Seconds(2)), ("mail.digest", Seconds(6), Seconds(15))]);

    private static readonly SampleTasks Archives = new(0.12, [("archive.pack", Seconds(3), Seconds(9))]);

    public static SampleTasks Of(string queue) => queue == "archive" ? Archives : queue.StartsWith("image", StringComparison.Ordinal) ? Images : Mails;

    private static TimeSpan Seconds(double n) => TimeSpan.FromSeconds(n);
}
