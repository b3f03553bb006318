using WConsole.Engine;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Engine;

public sealed class AskPlannerTests
{
    private static readonly FakeSource Source = new();

    [Fact]
    public void The_smallest_age_wins_per_fact_and_target()
    {
        var w1 = Source.Worker("w1");
        var w2 = Source.Worker("w2");
        var demand = Demand.Merge(
        [
            Interest.InAll(FactKind.Stats, S(10)), Interest.InAll(FactKind.Stats, S(5)), Interest.InAll(FactKind.Active, S(2)),
            Interest.InOne(w1, FactKind.Stats, S(3)), Interest.InOne(w1, FactKind.Stats, S(1)), Interest.InOne(w2, FactKind.Stats, S(20)),
            Interest.InQueues(S(4)), Interest.InQueues(S(7)),
        ]);

        Assert.Equal(
            [(FactKind.Stats, S(5)), (FactKind.Active, S(2)), (FactKind.Depth, S(4))],
            demand.KindsOfAll.Select(k => (k, demand.OfAll(k)!.Value)));
        Assert.Equal([S(1), S(20)], [demand.OfOne(FactKind.Stats, w1), demand.OfOne(FactKind.Stats, w2)]);
        Assert.Null(demand.OfOne(FactKind.Active, w1));
        Assert.Equal([FactKind.Stats, FactKind.Active, FactKind.Depth], demand.Kinds);
        Assert.True(demand.Wants(FactKind.Depth));
        Assert.False(demand.Wants(FactKind.Control));
    }

    [Fact]
    public void There_is_a_place_for_every_kind_of_fact()
    {
        Assert.Equal(FactKinds.Count, Enum.GetValues<FactKind>().Length);
        Assert.Equal(Enum.GetValues<FactKind>(), Enumerable.Range(0, FactKinds.Count).Select(k => (FactKind)k));
    }

    // What is wanted; what is known of w1 and w2 ("-" never, a number: answered then); last round; now → what is asked, next look.
    [Theory]
    [InlineData("stats=5", "-,-", null, 100, "all", null)] // everybody at once
    [InlineData("stats=5", "98,98", 97.0, 100, "", 102.0)] // fresh enough: nothing
    [InlineData("stats=5", "95,95", 94.0, 100, "all", null)] // due again
    [InlineData("stats=5,w1=1", "98,98", 97.0, 100, "w1", 102.0)] // one wants it fresher
    [InlineData("stats=5,w1=1,w2=1", "98,98", 97.0, 100, "w1+w2", 102.0)]
    [InlineData("stats=5,w1=1", "95,95", 94.0, 100, "all", null)] // the round covers the one
    [InlineData("w1=1", "-,-", null, 100, "w1", null)] // only the named one
    [InlineData("w1=9", "98,98", 97.0, 100, "", 106.0)]
    [InlineData("stats=60", "98,-", 97.0, 100, "w2", 157.0)] // w2 was missed by the round
    [InlineData("stats=60", "98,-", 99.5, 100, "", 100.5)] // not in a tight loop
    public void The_right_ones_are_asked_at_the_right_time(string wanted, string known, double? round, double now, string asked, double? next)
    {
        var answered = known.Split(',');
        var workers = new[] { Worker("w1", answered[0]), Worker("w2", answered[1]) };
        var memory = new AskMemory(TimeSpan.Zero, again: false);
        if (round is { } at)
        {
            memory.Begin(new Ask(FactKind.Stats, null), S(at));
            memory.End(new Ask(FactKind.Stats, null));
        }

        var (asks, due) = AskPlanner.Plan(Wanted(wanted), _ => true, workers, memory, S(now));

        Assert.Equal(asked, string.Join(' ', asks.Select(Text)));
        Assert.Equal(next is { } n ? S(n) : null, due);
    }

    // Both were answered at 100, round at 99, stats wanted every 5 s; last beats of w1 and w2, their running task runs, when a count grew → asked at 110, next look.
    [Theory]
    [InlineData("109,109", "0,0", null, "", 114.0)] // at rest, and beating: left in peace until a beat is missed
    [InlineData("109,109", "0,1", null, "w2", 114.0)] // half of them: the other is asked by name
    [InlineData("109,109", "1,1", null, "all", null)] // at work
    [InlineData("109,104", "0,0", null, "w2", 114.0)] // one has missed its beats
    [InlineData("104,104", "0,0", null, "all", null)]
    [InlineData("109,109", "0,0", 105.0, "all", null)] // something was started since
    [InlineData("109,109", "0,0", 95.0, "", 114.0)]
    public void Whoever_rests_and_beats_is_not_asked(string beats, string active, double? grew, string asked, double? next)
    {
        Worker Resting(string name, int i) => Worker(name, "100") with
        {
            Signs = new WorkerSigns(S(1), LastBeat: S(double.Parse(beats.Split(',')[i])), BeatEvery: S(2), ActiveCount: int.Parse(active.Split(',')[i]), ProcessedGrewAt: grew is { } at ? S(at) : null),
        };
        var memory = new AskMemory(TimeSpan.Zero, again: false);
        memory.Begin(new Ask(FactKind.Stats, null), S(99));
        memory.End(new Ask(FactKind.Stats, null));
        var workers = new[] { Resting("w0", 0), Resting("w1", 0), Resting("w2", 1) };

        var (asks, due) = AskPlanner.Plan(Wanted("stats=5"), _ => true, workers, memory, S(110));

        Assert.Equal(asked, string.Join(' ', asks.Select(Text)));
        Assert.Equal(next is { } n ? S(n) : null, due);

        // Whoever wants it of one worker gets it.
        Assert.NotEmpty(AskPlanner.Plan(Wanted("stats=5,w1=2"), _ => true, workers, memory, S(110)).Asks);
    }

    [Fact]
    public void Beats_prove_nothing_after_a_minute()
    {
        var rested = Worker("w1", "100") with { Signs = new WorkerSigns(S(1), LastBeat: S(161), BeatEvery: S(2), ActiveCount: 0) };
        Assert.Null(BeatProof.HoldsUntil(FactKind.Stats, rested, S(162)));
        Assert.Null(BeatProof.HoldsUntil(FactKind.Reserved, rested, S(110)));
        Assert.Equal(S(160), BeatProof.HoldsUntil(FactKind.Stats, rested, S(159)));
    }

    [Fact]
    public void The_same_question_is_never_asked_twice_at_once()
    {
        var memory = new AskMemory(TimeSpan.Zero, again: false);
        var demand = Wanted("stats=5,w1=1");
        var workers = new[] { Worker("w1", "-") };
        memory.Begin(new Ask(FactKind.Stats, null), S(1));
        Assert.Empty(AskPlanner.Plan(demand, _ => true, workers, memory, S(50)).Asks);

        memory.End(new Ask(FactKind.Stats, null));
        memory.Begin(new Ask(FactKind.Stats, [Source.Worker("w1")]), S(50));
        Assert.Equal(["all"], AskPlanner.Plan(demand, _ => true, workers, memory, S(60)).Asks.Select(Text));
        Assert.Empty(AskPlanner.Plan(Wanted("w1=1"), _ => true, workers, memory, S(60)).Asks);
    }

    [Fact]
    public void After_a_reconnect_everybody_is_pinged_each_second_for_fifteen_seconds()
    {
        var memory = new AskMemory(S(100), again: true);
        var pings = 0;
        var now = S(100);
        while (AskPlanner.Plan(Demand.None, _ => true, [], memory, now) is var (asks, next) && (asks.Length > 0 || next is not null))
        {
            foreach (var ask in asks)
            {
                Assert.Equal(FactKind.Control, ask.Kind);
                memory.Begin(ask, now);
                memory.End(ask);
                pings++;
            }

            now = asks.Length > 0 ? now : next!.Value;
        }

        Assert.Equal(15, pings);
        Assert.Empty(AskPlanner.Plan(Demand.None, _ => true, [], new AskMemory(S(100), again: false), S(100)).Asks);
    }

    [Fact]
    public void What_a_source_cannot_answer_is_not_asked() =>
        Assert.Empty(AskPlanner.Plan(Wanted("stats=5"), _ => false, [Worker("w1", "-")], new AskMemory(default, false), S(1)).Asks);

    private static string Text(Ask ask) => ask.Targets is { } some ? string.Join('+', some.Select(w => w.Place)) : "all";

    private static Demand Wanted(string text) => Demand.Merge(text.Split(',').Select(t => t.Split('=')).Select(p => p[0] == "stats"
        ? Interest.InAll(FactKind.Stats, S(double.Parse(p[1])))
        : Interest.InOne(Source.Worker(p[0]), FactKind.Stats, S(double.Parse(p[1])))));

    private static Worker Worker(string name, string answeredAt)
    {
        var stats = new WorkerStats(1, null, Pool.Unknown, [], null, null, null, []);
        var fact = answeredAt == "-" ? default : Fact<WorkerStats>.Of(stats, S(double.Parse(answeredAt)));
        return new Worker(Source.Worker(name), name, null, Source.Id, null, new WorkerSigns(S(1)), [], new WorkerFacts { Stats = fact });
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
