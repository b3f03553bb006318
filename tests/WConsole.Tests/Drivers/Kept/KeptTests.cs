using WConsole.Drivers.Frameworks.Kept;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;

namespace WConsole.Tests.Drivers.Kept;

/// <summary>Programs of a launcher as workers: from its pictures to rows, plans and costs.</summary>
public sealed class KeptTests
{
    private static readonly DateTimeOffset Wall = DateTimeOffset.UnixEpoch + TimeSpan.FromHours(1);
    private static readonly KeptEvents Events = new(new SourceId("local"), "vm");

    private static readonly KeptUnits Units = new(new SourceId("local"), "vm", KeptScope.Everything);

    private static ProgramStatus Program(ProgramState state, string framework = "sample") => new(
        "mail:0", "mail", 0, new FrameworkId(framework), state, 4, new StopRule("TERM", TimeSpan.FromSeconds(20), null), false, false, [], ["x"], "/", null, null, "/log", null, null, null);

    private static ProgramState Running(ProgramReport report, int pid = 100, int run = 1) => new("mail:0")
    {
        Phase = ProgramPhase.Running,
        Run = run,
        Ready = Readiness.Yes,
        Process = new ProgramProcess(pid, 5, TimeSpan.FromSeconds(10)),
        Report = report,
    };

    private static ProgramReport Busy(params string[] runs) => new("busy", "threads", 4, [.. runs.Select(r => new ReportedRun(r, r, null))], ["mail:12", "img"], 7, 1) { Since = 3000 };

    private static WorkerState Fold(params ProgramStatus[] sights)
    {
        var store = new FleetStore();
        store.Apply([new FleetEvent.SourceChanged(default, new SourceState(new SourceId("local"), KeptProfile.Id, "/x", SourcePhase.Connected))]);
        ProgramStatus? before = null;
        var at = TimeSpan.FromSeconds(1);
        foreach (var sight in sights)
        {
            store.Apply([new FleetEvent.UnitSeen(at, Units.Of(sight, TimeSpan.FromSeconds(60))), .. Events.Between(before, sight, at, TimeSpan.FromSeconds(70), Wall)]);
            before = sight;
            at += TimeSpan.FromSeconds(1);
        }

        return store.Snapshot(at, Wall, SelfState.None).Workers.Items.Single();
    }

    [Fact]
    public void What_it_reports_is_its_row()
    {
        var row = Fold(Program(Running(Busy("a", "b"))));
        Assert.Equal("sample/mail:0", row.Worker.Id.ToString().Replace("%u003a", ":", StringComparison.Ordinal));
        Assert.Equal((Health.Ready, Light.Yes, Light.Yes), (row.Health.Health, row.Lights.Control, row.Lights.Consumption));
        Assert.Equal(("threads", 4), (row.Worker.Facts.Stats.Value!.Pool.Kind, row.Worker.Facts.Stats.Value.Pool.Size));
        Assert.Equal(["a", "b"], row.Worker.Facts.Active.Value.Select(r => r.Name));
        Assert.Equal(["mail", "img"], row.Worker.Facts.Queues.Value.Select(q => q.Name));
        Assert.Equal(TimeSpan.FromSeconds(600), row.Worker.Facts.Stats.Value.Uptime);
    }

    [Fact]
    public void Queues_are_seen_with_what_waits_in_them()
    {
        var depths = Events.Between(null, Program(Running(Busy())), default, default, Wall).OfType<FleetEvent.QueueSeen>().ToDictionary(q => q.Queue.Name, q => q.Depth.Waiting);
        Assert.Equal((12L, null), (depths["mail"], depths["img"]));
    }

    [Fact]
    public void A_program_that_says_nothing_is_ready_once_its_keeper_says_so()
    {
        Assert.Equal(Health.Starting, Fold(Program(Running(ProgramReport.Nothing) with { Phase = ProgramPhase.Starting, Ready = Readiness.No }, "plain")).Health.Health);
        var row = Fold(Program(Running(ProgramReport.Nothing), "plain"));
        Assert.Equal(Health.Ready, row.Health.Health);
        Assert.Equal(Light.No, row.Lights.Control);
    }

    public static TheoryData<ProgramPhase, string, string> Words => new()
    {
        { ProgramPhase.Backoff, "Waiting", "try 3 of 5 comes; exit 3: no database" },
        { ProgramPhase.Fatal, "Failed", "given up after 2 tries; exit 3: no database" },
        { ProgramPhase.Exited, "Stopped", "ended by itself: exit 3: no database" },
        { ProgramPhase.Stopped, "Stopped", "stopped by request" },
        { ProgramPhase.Waiting, "Waiting", "waits for " },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void What_its_keeper_knows_is_its_health(ProgramPhase phase, string health, string why)
    {
        var row = Fold(
            Program(Running(Busy())),
            Program(new ProgramState("mail:0") { Phase = phase, Run = 1, Failures = 2, LastExit = new ProgramExit(3, null, default, null, "no database") }));
        Assert.Equal((Enum.Parse<Health>(health), why), (row.Health.Health, row.Health.Why));
    }

    [Fact]
    public void A_new_image_in_the_same_process_left_and_came_back()
    {
        var draining = Busy("a") with { Stopping = true };
        Assert.Equal(Health.Draining, Fold(Program(Running(Busy("a"))), Program(Running(draining))).Health.Health);
        var row = Fold(Program(Running(Busy("a"))), Program(Running(draining)), Program(Running(Busy() with { Since = 3590 })));
        Assert.Equal((Health.Ready, TimeSpan.FromSeconds(10)), (row.Health.Health, row.Worker.Facts.Stats.Value!.Uptime));
        Assert.NotNull(row.Worker.Signs.OnlineAt);
    }

    [Fact]
    public void Between_the_halves_of_a_restart_it_is_not_gone()
    {
        var between = Running(Busy()) with { Phase = ProgramPhase.Stopping, Process = null, StartsAfterStop = true };
        Assert.DoesNotContain(Events.Between(Program(Running(Busy())), Program(between), default, default, Wall), e => e is FleetEvent.FactAnswered { Answer: FactAnswer.Process });
        var ended = between with { Phase = ProgramPhase.Stopped, StartsAfterStop = false };
        Assert.Contains(Events.Between(Program(Running(Busy())), Program(ended), default, default, Wall), e => e is FleetEvent.FactAnswered { Answer: FactAnswer.Process { Sight: ProcessSight.Gone } });
    }

    [Fact]
    public void Only_what_is_new_is_told_again()
    {
        var measured = Program(Running(Busy("a"))) with { Usage = new ProgramUsage(1, 0.1, 1000) };
        var told = Events.Between(Program(Running(Busy("a"))), measured, default, default, Wall).ToList();
        Assert.IsType<FactAnswer.Stats>(Assert.IsType<FleetEvent.FactAnswered>(Assert.Single(told)).Answer);
    }

    [Theory]
    [InlineData("stop", "its keeper: stop mail:0")]
    [InlineData("stop-cold", "its keeper: stop mail:0, signal QUIT to pid 100")]
    [InlineData("kill", "its keeper: kill mail:0")]
    [InlineData("restart", "its keeper: restart mail:0")]
    [InlineData("restart-hup", "signal HUP to pid 100")]
    [InlineData("traceback", "signal USR1 to pid 100, read what it appends to /log")]
    [InlineData("pool-grow", "signal TTIN to pid 100, signal TTIN to pid 100")]
    [InlineData("ping", "remote control: ping")]
    public void Each_action_has_its_way(string action, string route) =>
        Assert.Equal(route, Assert.IsType<ActionPlan.Ready>(Plan(action, Program(Running(Busy("a"))))).Route.Text);

    [Theory]
    [InlineData("ping", "tells nothing on NOTIFY_SOCKET")]
    [InlineData("restart-hup", "not known")]
    [InlineData("traceback", "no signal is known")]
    [InlineData("pool-grow", "cannot be changed")]
    [InlineData("kill-leftovers", "by itself")]
    public void What_a_plain_program_cannot_do_is_refused(string action, string why) =>
        Assert.Contains(why, Assert.IsType<ActionPlan.Refused>(Plan(action, Program(Running(ProgramReport.Nothing), "plain"))).Text, StringComparison.Ordinal);

    [Fact]
    public void Cold_stops_name_what_is_lost_and_a_pool_keeps_one_slot()
    {
        var ready = Assert.IsType<ActionPlan.Ready>(Plan("stop-cold", Program(Running(Busy("a", "b")))));
        Assert.Equal((Risk.Lossy, 2, ActionId.Kill), (ready.Risk, ready.Losses.Length, ready.NextStep));
        Assert.Equal(Risk.Reversible, Assert.IsType<ActionPlan.Ready>(Plan("stop-cold", Program(Running(Busy())))).Risk);
        Assert.Equal(TimeSpan.FromSeconds(20), Assert.IsType<ActionPlan.Ready>(Plan("stop", Program(Running(Busy())))).Deadline);
        Assert.Contains("at least 1", Assert.IsType<ActionPlan.Refused>(Plan("pool-shrink", Program(Running(Busy())), 4)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_menu_of_signals_begins_with_its_own()
    {
        var choices = KeptSignals.Choices(Fold(Program(Running(Busy()))).Worker, Program(Running(Busy())));
        Assert.Equal(["TERM", "INT", "QUIT", "HUP", "USR1", "TTIN", "TTOU"], choices.TakeWhile(c => c.IsOwn).Select(c => c.Name));
        Assert.Equal(SignalNames.All.Length, choices.Length);
    }

    private static ActionPlan Plan(string action, ProgramStatus program, int amount = 2)
    {
        var worker = Fold(program).Worker;
        var ours = new ProcessSight.Ours(100, 5, "started", [], "/", false, "/log", "file", 1);
        worker = worker with { Facts = worker.Facts with { Process = worker.Facts.Process.Answered(ours, TimeSpan.FromSeconds(2)) } };
        return ActionPlanner.Plan(new FleetAction(new ActionId(action), [worker.Id], amount, null, null, "ops"), worker, new KeptProfile(_ => program).Profile);
    }
}
