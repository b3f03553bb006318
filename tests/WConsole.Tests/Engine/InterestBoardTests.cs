using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.Ports;

namespace WConsole.Tests.Engine;

public sealed class InterestBoardTests
{
    [Fact(Timeout = 20_000)]
    public async Task An_interest_is_asked_once_connected_and_again_when_its_age_has_passed()
    {
        await using var bench = new EngineBench();
        using var lease = bench.Engine.Declare("test", [Interest.InAll(FactKind.Stats, S(5))]);
        await bench.ConnectAsync();

        var first = await bench.Source.NextQuestionAsync(EngineBench.Token);
        Assert.Equal("Stats of all", first.ToString());
        bench.Time.Advance(S(20));
        Assert.False(bench.Source.HasQuestion, "a question under way must not be asked again");
        first.Done.SetResult();
        Assert.Equal("Stats of all", (await bench.Source.NextQuestionAsync(EngineBench.Token)).ToString());
    }

    [Fact(Timeout = 20_000)]
    public async Task A_source_knows_before_it_connects_what_everybody_will_be_asked()
    {
        await using var bench = new EngineBench();
        using (bench.Engine.Declare("test", [Interest.InAll(FactKind.Stats, S(5)), Interest.InOne(bench.Source.Worker("w1"), FactKind.Clock, S(5))]))
        {
            Assert.Equal([FactKind.Stats], bench.Source.Expected);
        }

        Assert.Empty(bench.Source.Expected);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_asked_fact_shows_as_asked_then_fresh()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        using var lease = bench.Engine.Declare("test", [Interest.InOne(bench.Source.Worker("w1"), FactKind.Clock, S(5))]);

        var question = await bench.Source.NextQuestionAsync(EngineBench.Token);
        Assert.Equal("Clock of w1", question.ToString());
        await bench.UntilAsync(s => s.Workers.Items[0].Worker.Facts.Clock.State == FactState.Asked);
        connection.Post(at => new FleetEvent.FactAnswered(at, bench.Source.Worker("w1"), new FactAnswer.Clock(7)));
        await bench.UntilAsync(s => s.Workers.Items[0].Worker.Facts.Clock is { State: FactState.Fresh, Value: 7 });
    }

    [Fact(Timeout = 20_000)]
    public async Task What_the_source_cannot_answer_fails_with_the_reason()
    {
        await using var bench = new EngineBench();
        bench.Source.Knows = kind => kind != FactKind.Report;
        await bench.ConnectAsync("w1");
        using var lease = bench.Engine.Declare("test", [Interest.InAll(FactKind.Report, S(5))]);

        var report = (await bench.UntilAsync(s => s.Workers.Items[0].Worker.Facts.Report.State == FactState.Failed)).Workers.Items[0].Worker.Facts.Report;
        Assert.Equal("Fake cannot be asked for it", report.Why);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_lost_source_fails_what_was_being_asked_and_is_asked_everything_again_when_it_is_back()
    {
        await using var bench = new EngineBench();
        var connection = await bench.ConnectAsync("w1");
        using var lease = bench.Engine.Declare("test", [Interest.InAll(FactKind.Stats, S(600))]);
        await bench.Source.NextQuestionAsync(EngineBench.Token);
        connection.Ended.SetResult(new SourceEnd(SourceFault.Lost, "fake://fake: connection lost"));

        var stats = (await bench.UntilAsync(s => s.Workers.Items[0].Worker.Facts.Stats.State == FactState.Failed)).Workers.Items[0].Worker.Facts.Stats;
        Assert.Equal("fake://fake: connection lost", stats.Why);
        bench.Time.Advance(S(1));
        var next = bench.Source.NextConnectionAsync(EngineBench.Token).AsTask();
        while (!next.IsCompleted)
        {
            await Task.Yield();
            bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await next).Connect();
        var asked = new[] { await bench.Source.NextQuestionAsync(EngineBench.Token), await bench.Source.NextQuestionAsync(EngineBench.Token) };
        Assert.Equal(["Control of all", "Stats of all"], asked.Select(q => q.ToString()).Order());
    }

    [Fact(Timeout = 20_000)]
    public async Task A_withdrawn_interest_is_not_asked_again()
    {
        await using var bench = new EngineBench();
        await bench.ConnectAsync("w1");
        var lease = bench.Engine.Declare("first", [Interest.InAll(FactKind.Stats, S(1))]);
        var question = await bench.Source.NextQuestionAsync(EngineBench.Token);
        lease.Dispose();
        question.Done.SetResult();
        bench.Time.Advance(S(30));

        // The board looks at declarations in order: when this one is asked, the withdrawn one was not.
        using var other = bench.Engine.Declare("second", [Interest.InAll(FactKind.Conf, S(1))]);
        Assert.Equal("Conf of all", (await bench.Source.NextQuestionAsync(EngineBench.Token)).ToString());
        Assert.False(bench.Source.HasQuestion);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_batch_picture_is_complete_when_everybody_answered_or_stayed_silent()
    {
        await using var bench = new EngineBench();
        var gathering = bench.Engine.GatherAsync("batch", [Interest.InAll(FactKind.Control, S(30)), Interest.InAll(FactKind.Stats, S(30))], S(60), EngineBench.Token);
        var connection = await bench.ConnectAsync("w1", "w2");
        var questions = new[] { await bench.Source.NextQuestionAsync(EngineBench.Token), await bench.Source.NextQuestionAsync(EngineBench.Token) };
        connection.Post(at => new FleetEvent.WorkerAnswered(at, bench.Source.Ref("w1"), S(0.01)));
        connection.Post(at => new FleetEvent.WorkerSilent(at, bench.Source.Worker("w2"), Light.No));
        connection.Post(at => new FleetEvent.FactAnswered(at, bench.Source.Worker("w1"), new FactAnswer.Stats(new WorkerStats(1, null, Pool.Unknown, [], null, null, null, []))));
        questions[0].Done.SetResult();
        Assert.False(gathering.IsCompleted);
        connection.Post(at => new FleetEvent.FactFailed(at, bench.Source.Worker("w2"), FactKind.Stats, "no answer"));
        questions[1].Done.SetResult();

        var (snapshot, picture) = await gathering;
        Assert.True(picture.Complete);
        Assert.Equal(2, snapshot.Workers.Items.Count);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_unreachable_source_settles_the_picture_and_is_its_problem()
    {
        await using var bench = new EngineBench();
        var gathering = bench.Engine.GatherAsync("batch", [Interest.InAll(FactKind.Control, S(30))], S(60), EngineBench.Token);
        (await bench.Source.NextConnectionAsync(EngineBench.Token)).Ended.SetResult(new SourceEnd(SourceFault.Refused, "fake://fake: wrong password; check password_file"));

        var (_, picture) = await gathering;
        Assert.True(picture.Settled);
        Assert.False(picture.Complete);
        Assert.Equal(["fake://fake: wrong password; check password_file"], picture.Problems);
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
