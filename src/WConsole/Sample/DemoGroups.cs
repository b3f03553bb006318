using System.Collections.Immutable;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Sample;

/// <summary>What <c>wconsole demo</c> runs: two groups of workers, one that crash-loops, one slow to stop, and what makes their jobs.</summary>
public static class DemoGroups
{
    private static readonly FrameworkId Sample = new("sample");

    /// <param name="self">The command that starts this program.</param>
    /// <param name="folder">Where the queues are, absolute.</param>
    public static ImmutableArray<WorkerGroup> Of(ImmutableArray<string> self, string folder)
    {
        return
        [
            Worker("mail", replicas: 3, slots: 4, linger: 0, new StopRule("TERM", TimeSpan.FromSeconds(20), null)),
            Worker("image", replicas: 2, slots: 2, linger: 0, new StopRule("TERM", TimeSpan.FromSeconds(25), null)),
            // Late after 8 s, while it lingers for 25: the next step is offered, and nothing is killed unless somebody says so.
            Worker("archive", replicas: 1, slots: 1, linger: 25, new StopRule("TERM", TimeSpan.FromSeconds(8), null)),
            Group("feed", WorkerGroup.Plain, ["feed", "--queues", "mail,image,archive", "--folder", Placeholders.Escape(folder)], 1, StopRule.Default, new ReadyRule.ByNotify(ReadyRule.DefaultLimit)),
            Group("import", WorkerGroup.Plain, ["crash"], 1, StopRule.Default, new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit)) with
            {
                Restart = RestartRule.Default with { StartRetries = 20, FirstPause = TimeSpan.FromSeconds(2), LongestPause = TimeSpan.FromSeconds(30) },
            },
        ];

        WorkerGroup Worker(string name, int replicas, int slots, int linger, StopRule stop) => Group(
            name, Sample,
            ["work", "--slots", Text(slots), "--queues", name, "--linger", Text(linger), "--folder", Placeholders.Escape(folder)],
            replicas, stop, new ReadyRule.ByNotify(ReadyRule.DefaultLimit)) with
        {
            Queues = [name],
        };

        WorkerGroup Group(string name, FrameworkId framework, ImmutableArray<string> words, int replicas, StopRule stop, ReadyRule ready) => new(
            name, framework, [.. self.Select(Placeholders.Escape), SampleArguments.Verb, "${name}:${index}", .. words], replicas, ImmutableDictionary<string, string>.Empty, [], "/", null,
            RestartRule.Default, stop, ready, [], null, null, new GroupOrigin("built-in", 0));
    }

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
