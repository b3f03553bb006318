using System.Collections.Frozen;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Frameworks.Celery.Wire;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Drivers.CeleryDriver;

public sealed class CeleryRequestTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task A_broadcast_is_complete_when_as_many_replied_as_listen()
    {
        var request = New(null);
        request.Take(Reply("a"));
        request.Take(Reply("b"));
        Assert.False(await request.WaitAsync(TimeSpan.FromMilliseconds(20), Token));
        request.Counted(2);
        Assert.True(await request.WaitAsync(Long, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Two_processes_under_one_name_count_twice_and_an_unreadable_reply_once()
    {
        var request = New(null);
        request.Counted(3);
        request.Take(Reply("a"));
        request.Take(Reply("a"));
        Assert.False(await request.WaitAsync(TimeSpan.FromMilliseconds(20), Token));
        request.TakeUnreadable();
        Assert.True(await request.WaitAsync(Long, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_addressed_request_is_complete_when_each_of_them_replied()
    {
        var request = New(["a", "b"]);
        request.Counted(500);
        request.Take(Reply("a"));
        Assert.False(await request.WaitAsync(TimeSpan.FromMilliseconds(20), Token));
        request.Take(Reply("b"));
        Assert.True(await request.WaitAsync(Long, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task When_nobody_listens_nothing_is_waited_for()
    {
        var request = New(["a"]);
        request.Counted(0);
        Assert.True(await request.WaitAsync(Long, Token));
    }

    [Fact]
    public void A_late_reply_still_reaches_its_request_until_its_ticket_is_forgotten()
    {
        var time = new StoppedTime();
        var table = new CeleryRequests(time, TimeSpan.FromSeconds(60));
        var taken = 0;
        table.Add(new CeleryRequest("t1", null, time.GetTimestamp(), time, (_, _) => taken++));
        Assert.False(table.Take(Reply("a", "t2")));
        time.Pass(TimeSpan.FromSeconds(59));
        Assert.True(table.Take(Reply("a", "t1")));
        time.Pass(TimeSpan.FromSeconds(2));
        Assert.False(table.Take(Reply("a", "t1")));
        Assert.Equal(1, taken);
    }

    [Fact]
    public void A_full_roster_counts_what_it_refuses_each_name_once()
    {
        var roster = new CeleryRoster(new SourceId("s"), "", 2);
        Assert.NotNull(roster.Put("a@x", n => n));
        Assert.NotNull(roster.Put("b@x", n => n));
        Assert.Null(roster.Put("c@x", n => n));
        Assert.Null(roster.Put("c@x", n => n));
        Assert.NotNull(roster.Put("a@x", n => n with { Answered = true }));
        Assert.Equal(1, roster.Refused);
        Assert.Equal("x", roster.Find("a@x")?.Ref.HostName);
    }

    [Fact]
    public void Only_names_heard_or_listed_of_late_are_expected_to_answer()
    {
        var roster = new CeleryRoster(new SourceId("s"), "", 10);
        roster.Put("heard", n => n.Heard(1, TimeSpan.FromMinutes(9)));
        roster.Put("listed", n => n with { ListedAt = TimeSpan.FromMinutes(9) });
        roster.Put("forgotten", n => n.Heard(1, TimeSpan.FromMinutes(1)));
        roster.Put("gone", n => n.Heard(1, TimeSpan.FromMinutes(9)) with { OfflineAt = TimeSpan.FromMinutes(9) });
        Assert.Equal(["heard", "listed"], roster.ExpectedAt(TimeSpan.FromMinutes(10)).Select(n => n.Name).Order());
    }

    [Fact]
    public void A_new_pid_makes_the_claimed_uptime_worthless()
    {
        var node = new CeleryNode(new WorkerRef(new WorkerId(CeleryProfile.Id, "", "a@x"), "a@x", "x", new SourceId("s")))
            .Told(new WorkerStats(7, TimeSpan.FromSeconds(50), Pool.Unknown, [], null, null, null, []), TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(55), node.Claim(TimeSpan.FromSeconds(15))?.Uptime);
        Assert.Equal(TimeSpan.FromSeconds(50), node.Heard(7, TimeSpan.FromSeconds(12)).Claim(TimeSpan.FromSeconds(10))?.Uptime);
        var replaced = node.Heard(8, TimeSpan.FromSeconds(12)).Claim(TimeSpan.FromSeconds(12));
        Assert.Equal((8, (TimeSpan?)null), (replaced!.Pid, replaced.Uptime));
    }

    private static CeleryRequest New(string[]? wanted) =>
        new("t", wanted?.ToFrozenSet(StringComparer.Ordinal), TimeProvider.System.GetTimestamp(), TimeProvider.System, (_, _) => { });

    private static ReplyMessage Reply(string node, string ticket = "t") => new(ticket, node, WireValue.Null);

    private sealed class StoppedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan span) => _ticks += span.Ticks;
    }
}
