using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Tests.Fleet;
using WConsole.Tui.Keys;

namespace WConsole.Tests.App.Tui;

/// <summary>Detail, queues, audit, self, help, the ways between them, and what is said when there is nothing.</summary>
public sealed class OtherScreensTests
{
    private static FleetFeed One()
    {
        var feed = new FleetFeed();
        feed.Wait(1).Online("w1@web1").Pong("w1@web1").Answer("w1@web1", new FactAnswer.Stats(new WorkerStats(
            100,
            TimeSpan.FromMinutes(12),
            new Pool("threads", 2, [], [new Detail("soft time limit", "30 s", false, "only prefork enforces it"), new Detail("max tasks per child", "100")], null),
            [], 31_457_280, 8, "redis://127.0.0.1:6379/0", [])));
        feed.Answer("w1@web1", new FactAnswer.Active([FleetFeed.Run("6f0c1d2e-aaaa")]));
        feed.Answer("w1@web1", new FactAnswer.Reserved([FleetFeed.Run("77aa00bb-bbbb", "proj.mail") with { StartedAt = null }]));
        feed.Answer("w1@web1", new FactAnswer.Scheduled([]));
        feed.Answer("w1@web1", new FactAnswer.Queues([new QueueBinding("celery", "celery", "direct", "celery")]));
        feed.Answer("w1@web1", new FactAnswer.Conf([new Detail("timezone", "UTC"), new Detail("worker_prefetch_multiplier", "4")]));
        feed.Process("w1@web1", FleetFeed.Ours());
        feed.Put(new FleetEvent.QueueSeen(feed.Now, new QueueId(FleetFeed.Source, "celery"), new QueueDepth(7, [], 1, null)));
        return feed.Wait(3);
    }

    [Fact]
    public void The_detail_says_everything_known()
    {
        var driver = new ScreenDriver(One(), 100, 72).Press("enter");
        Golden.Check("worker", driver.Screen);
    }

    [Fact]
    public void The_detail_is_narrowed_by_a_word_and_keeps_the_heading_above_it()
    {
        var driver = new ScreenDriver(One()).Press("enter", "/").Type("prefetch_mul");
        driver.Sees("Configuration").Sees("worker_prefetch_multiplier").SeesNot("timezone");
        driver.Press("esc").Press("g").Sees("Restarted by").Press("esc").Sees("workers(shop)");
    }

    [Fact]
    public void Esc_goes_back_also_while_something_is_said_below()
    {
        var driver = new ScreenDriver(One()).Press("enter", "ctrl-r").Sees("asking everything anew");
        driver.Press("esc").Sees("workers(shop)").SeesNot("asking everything anew");
    }

    [Fact]
    public void Keys_of_actions_work_in_the_detail()
    {
        var driver = new ScreenDriver(One()).Press("enter", "w");
        Assert.Equal([FleetFeed.Id("w1@web1")], driver.Prepared.Targets);
    }

    [Fact]
    public void The_detail_wants_facts_of_its_own_worker_and_home_stays_fresh_below_it()
    {
        var driver = new ScreenDriver(One()).Press("enter");
        Assert.Contains(driver.Interests, i => i is { Fact: FactKind.Conf, Target: InterestTarget.OneWorker });
        Assert.Contains(driver.Interests, i => i is { Fact: FactKind.Control, Target: InterestTarget.AllWorkers });
    }

    [Fact]
    public void Views_are_changed_by_name_with_completion_and_a_slip_is_met_with_the_nearest()
    {
        var driver = new ScreenDriver(One()).Press(":").Type("qu").Press("tab").Sees(": queues").Press("enter").Sees("queues(shop)[1]").Sees("workers › queues");
        driver.Press(":").Type("wrokers").Press("enter").Sees("no 'wrokers'; did you mean workers?");
        driver.Press(":").Type("self").Press("enter").Sees("self(shop)").Press("q").Sees("workers(shop)");
        Assert.True(driver.Press(":").Type("quit").Press("enter").Quits);
    }

    [Fact]
    public void A_view_that_comes_back_has_its_filter_still()
    {
        var driver = new ScreenDriver(One()).Press(":").Type("queues").Press("enter").Press("/").Type("cel").Press("enter");
        driver.Press(":").Type("audit").Press("enter").Sees("Nothing was asked").Press(":").Type("queues").Press("enter").Sees("queues(shop)[1] </cel>");
    }

    [Fact]
    public void Enter_on_a_queue_shows_its_workers() =>
        new ScreenDriver(One()).Press(":").Type("queues").Press("enter").Sees("7").Press("enter").Sees("workers(shop)[1] </queues:celery>");

    [Fact]
    public void The_audit_shows_what_was_asked()
    {
        var feed = One();
        feed.Put(new FleetEvent.Audited(feed.Now, new AuditRecord("a1", FleetFeed.Start, "ended", "ann (screen)", "ops1", "shop", "stop", "celery/w1@web1", "remote control: shutdown", "done", "pid 100 is gone")));
        new ScreenDriver(feed, 120, 36).Press(":").Type("audit").Press("enter").Sees("audit(shop)[1]").Sees("pid 100 is gone").Press("enter").Sees("stop of celery/w1@web1");
    }

    [Fact]
    public void Y_shows_the_worker_as_json_in_list_and_detail_and_c_copies_it()
    {
        var driver = new ScreenDriver(One(), with: o => o with { Json = (worker, _) => $"{{\"name\": \"{worker.Worker.Name}\"}}" });
        driver.Press("y").Sees("w1@web1 as JSON").Sees("{\"name\": \"w1@web1\"}").Press("c");
        Assert.Equal("{\"name\": \"w1@web1\"}", driver.Asked.OfType<WConsole.Tui.Effect.Copy>().Single().Text);
        driver.Press("q", "enter", "y").Sees("w1@web1 as JSON");
    }

    [Fact]
    public void Self_counts_what_was_lost_on_the_way()
    {
        var feed = One();
        feed.Put(new FleetEvent.Malformed(feed.Now, FleetFeed.Source, 3, "x"));
        new ScreenDriver(feed, 100, 40).Press(":").Type("self").Press("enter").Sees("malformed messages").Sees("redis://127.0.0.1:6379/0");
    }

    [Fact]
    public void Workers_over_the_cap_are_told_in_the_head_and_on_self()
    {
        var feed = One();
        feed.Put(new FleetEvent.WorkersCapped(feed.Now, FleetFeed.Source, 3));
        var driver = new ScreenDriver(feed, 100, 40).Sees("connected   ! 3 workers more than are kept, not shown");
        driver.Press(":").Type("self").Press("enter").Sees("workers over the cap").Sees("3 seen and not kept");
        feed.Put(new FleetEvent.WorkersCapped(feed.Now, FleetFeed.Source, 0));
        Assert.Equal(0, feed.Snapshot().Sources[0].Capped);
    }

    [Fact]
    public void While_it_connects_it_says_where_it_looks()
    {
        var feed = new FleetFeed(connected: false).Phase(SourcePhase.Connecting);
        new ScreenDriver(feed).Sees("Looking at redis://127.0.0.1:6379/0 …").SeesNot("✗");
    }

    [Fact]
    public void When_nothing_is_configured_and_nothing_found_it_says_what_it_did_and_what_to_do()
    {
        var feed = new FleetFeed(connected: false);
        feed.Put(new FleetEvent.SourceChanged(feed.Now, new SourceState(FleetFeed.Source, new FrameworkId("celery"), "redis://127.0.0.1:6379/0", SourcePhase.Retrying, "connection refused", SourceFault.Unreachable, RetryAt: TimeSpan.FromSeconds(4))));
        Golden.Check("first-run", new ScreenDriver(feed, with: o => o with { Guessed = true }).Screen);
    }

    [Fact]
    public void A_lost_source_is_said_at_any_size_and_the_old_picture_is_kept_and_marked()
    {
        var feed = One();
        feed.Put(new FleetEvent.SourceChanged(feed.Now, new SourceState(FleetFeed.Source, new FrameworkId("celery"), "redis://127.0.0.1:6379/0", SourcePhase.Retrying, "connection closed", SourceFault.Lost, Since: feed.Now, EverConnected: true)));
        feed.Wait(2);
        var driver = new ScreenDriver(feed, 120, 36).Sees("lost 2s ago, trying, old picture: connection closed (redis://127.0.0.1:6379/0)").Sees("old picture").Sees("w1@web1");
        driver.Resize(40, 12).Sees("✗ lost 2s ago, trying, old picture: c");
        feed.Connect();
        driver.Resize(120, 36).SeesNot("lost 2s ago").SeesNot("old picture");
    }

    [Fact]
    public void A_connected_broker_without_workers_says_what_to_look_at() =>
        new ScreenDriver(new FleetFeed()).Sees("No worker has been heard yet").Sees("celery -A PROJECT worker");

    [Fact]
    public void Control_c_leaves_from_everywhere()
    {
        Assert.True(new ScreenDriver(One()).Press("enter", "ctrl-c").Quits);
        Assert.True(new ScreenDriver(One()).Press("/", "ctrl-c").Quits);
        Assert.True(new ScreenDriver(One()).Press("w").Answer(_ => ScreenDriver.Ready(Risk.Reversible)).Press("ctrl-c").Quits);
    }

    [Fact]
    public void Keys_md_is_what_the_tables_say()
    {
        var path = Path.Combine(ArrowTests.Root, "docs/keys.md");
        if (Environment.GetEnvironmentVariable("WCONSOLE_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, KeysDocument.Text());
        }

        Assert.Equal(KeysDocument.Text(), File.ReadAllText(path));
    }

    [Fact]
    public void No_key_means_two_things_on_one_screen() => Assert.All(KeyMap.Screens, place =>
    {
        var keys = KeyTable.All.Where(r => (r.Where & place) != 0).SelectMany(r => r.Chords).Select(c => c.ToString());
        var all = keys.Concat(place.HasFlag(KeyPlace.Worker) ? ActionTable.All.Select(a => a.Key) : []).ToList();
        Assert.Equal(all.Distinct(), all);
    });
}
