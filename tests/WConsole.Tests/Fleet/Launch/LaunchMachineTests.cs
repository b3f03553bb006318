using WConsole.Fleet.Launch;

namespace WConsole.Tests.Fleet.Launch;

public sealed class LaunchMachineTests
{
    private LaunchState _state = LaunchState.Empty;
    private TimeSpan _now = TimeSpan.FromHours(1);
    private int _pid = 500;

    [Fact]
    public void What_depends_on_a_group_waits_until_all_of_it_is_ready()
    {
        Declare(Groups.Of("db", replicas: 2));
        Declare(Groups.Of("web", depends: "db"));
        Do(new LaunchEvent.Start(["web:0", "db:0", "db:1"]));
        Assert.Equal((ProgramPhase.Waiting, "db:0 db:1"), (Phase("web:0"), string.Join(' ', _state.WaitsFor(_state.Programs["web:0"]))));
        Wait(1);
        Assert.Equal((ProgramPhase.Running, ProgramPhase.Starting), (Phase("db:1"), Phase("web:0")));
    }

    [Fact]
    public void A_job_that_is_done_lets_others_go_on()
    {
        Declare(Groups.Of("job") with { Ready = new ReadyRule.ByNotify(TimeSpan.FromMinutes(1)), Restart = RestartRule.Default with { Policy = RestartPolicy.Never } });
        Declare(Groups.Of("web", depends: "job"));
        Do(new LaunchEvent.Start(["web:0", "job:0"]));
        Wait(2);
        Exit("job:0", 0);
        Assert.Equal((ProgramPhase.Exited, ProgramPhase.Starting), (Phase("job:0"), Phase("web:0")));
    }

    [Fact]
    public void A_stop_of_all_ends_what_depends_on_others_first()
    {
        Declare(Groups.Of("db"));
        Declare(Groups.Of("web", depends: "db"));
        Do(new LaunchEvent.Start(["web:0", "db:0"]));
        Wait(3);
        Do(new LaunchEvent.Stop(["db:0", "web:0"], null));
        Assert.Equal((StopStep.Held, StopStep.Asked), (_state.Programs["db:0"].State.Step, _state.Programs["web:0"].State.Step));
        Exit("web:0", 0);
        Assert.Equal((ProgramPhase.Stopping, StopStep.Asked, ProgramPhase.Stopped), (Phase("db:0"), _state.Programs["db:0"].State.Step, Phase("web:0")));
    }

    [Fact]
    public void A_stop_of_one_group_does_not_wait_for_others_that_run_on()
    {
        Declare(Groups.Of("db"));
        Declare(Groups.Of("web", depends: "db"));
        Do(new LaunchEvent.Start(["web:0", "db:0"]));
        Wait(3);
        Do(new LaunchEvent.Stop(["db:0"], null));
        Assert.Equal(StopStep.Asked, _state.Programs["db:0"].State.Step);
    }

    [Fact]
    public void Fewer_replicas_stop_and_are_then_forgotten_and_more_are_added()
    {
        Declare(Groups.Of("mail", replicas: 3));
        Do(new LaunchEvent.Start(["mail:0", "mail:1", "mail:2"]));
        Wait(2);
        Declare(Groups.Of("mail", replicas: 1));
        Assert.Equal([ProgramPhase.Running, ProgramPhase.Stopping, ProgramPhase.Stopping], Enumerable.Range(0, 3).Select(i => Phase($"mail:{i}")));
        // To start or restart the whole group right afterwards does not keep who leaves.
        Do(new LaunchEvent.Start(["mail:0", "mail:1", "mail:2"]));
        Do(new LaunchEvent.Restart(["mail:1", "mail:2"]));
        Exit("mail:2", 0);
        Assert.Equal(["mail:0", "mail:1"], _state.InOrder.Select(p => p.Id));
        Declare(Groups.Of("mail", replicas: 3));
        Assert.False(_state.Programs["mail:1"].Leaves);
        Assert.Equal(ProgramPhase.Stopped, Phase("mail:2"));
    }

    [Fact]
    public void A_group_that_leaves_is_forgotten_when_the_last_of_it_has_stopped()
    {
        Declare(Groups.Of("mail", replicas: 2));
        Declare(Groups.Of("other"));
        Do(new LaunchEvent.Start(["mail:0", "mail:1"]));
        Wait(2);
        Declare(Groups.Of("mail", replicas: 0) with { Leaves = true });
        Exit("mail:0", 0);
        Assert.Equal(("mail other", "mail:1 other:0"), (Known(), string.Join(' ', _state.InOrder.Select(p => p.Id))));
        Exit("mail:1", 0);
        Assert.Equal(("other", "other:0"), (Known(), string.Join(' ', _state.InOrder.Select(p => p.Id))));

        string Known() => string.Join(' ', _state.Groups.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_that_changed_under_a_running_program_are_told_until_it_is_started_again()
    {
        Declare(Groups.Of("mail"));
        Do(new LaunchEvent.Start(["mail:0"]));
        Wait(2);
        Declare(Groups.Of("mail"));
        Assert.False(_state.Programs["mail:0"].Outdated);
        Declare(Groups.Of("mail") with { Command = ["other"] });
        Assert.True(_state.Programs["mail:0"].Outdated);
        Do(new LaunchEvent.Restart(["mail:0"]));
        Exit("mail:0", 0);
        Assert.Equal((false, "other"), (_state.Programs["mail:0"].Outdated, _state.Programs["mail:0"].Program.Arguments[0]));
    }

    [Fact]
    public void A_restart_of_a_group_never_has_all_of_it_down_and_ends_at_one_that_does_not_come_back()
    {
        Declare(Groups.Of("mail", replicas: 3) with { Restart = RestartRule.Default with { StartRetries = 0 } });
        Do(new LaunchEvent.Start(["mail:0", "mail:1", "mail:2"]));
        Wait(2);
        Do(new LaunchEvent.Restart(["mail:0", "mail:1", "mail:2"]));
        Assert.Equal([ProgramPhase.Stopping, ProgramPhase.Running, ProgramPhase.Running], Phases());
        Exit("mail:0", 0);
        Assert.Equal([ProgramPhase.Starting, ProgramPhase.Running, ProgramPhase.Running], Phases());
        Wait(2);
        Assert.Equal([ProgramPhase.Running, ProgramPhase.Stopping, ProgramPhase.Running], Phases());
        Exit("mail:1", 0);
        Exit("mail:1", 1);
        Assert.Equal([ProgramPhase.Running, ProgramPhase.Fatal, ProgramPhase.Running], Phases());
        Wait(60);
        Assert.Equal((1, false, "not restarted: mail:1 could not be started again"), (_state.Programs["mail:2"].State.Run, _state.Programs["mail:2"].RestartsNext, _state.Programs["mail:2"].State.Note));

        IEnumerable<ProgramPhase> Phases() => Enumerable.Range(0, 3).Select(i => Phase($"mail:{i}"));
    }

    [Fact]
    public void What_takes_the_place_of_a_process_waits_for_its_end_whoever_asks()
    {
        Declare(Groups.Of("w1") with { Replaces = new Predecessor(4711, 5) });
        Do(new LaunchEvent.Start(["w1:0"]));
        Do(new LaunchEvent.Start(["w1:0"]));
        Do(new LaunchEvent.Restart(["w1:0"]));
        Wait(3600);
        Assert.Equal((ProgramPhase.Waiting, "pid 4711"), (Phase("w1:0"), string.Join(' ', _state.WaitsFor(_state.Programs["w1:0"]))));

        // Its pid is another's by now.
        Do(new LaunchEvent.Happened("w1:0", new ProgramEvent.Exited(4711, 6, null, null, null)));
        Assert.Equal(ProgramPhase.Waiting, Phase("w1:0"));
        Do(new LaunchEvent.Happened("w1:0", new ProgramEvent.Exited(4711, 5, null, null, null)));
        Assert.Equal((ProgramPhase.Starting, 1), (Phase("w1:0"), _state.Programs["w1:0"].State.Run));
    }

    [Fact]
    public void A_wait_for_a_process_can_be_taken_back_and_holds_when_it_is_asked_for_again()
    {
        Declare(Groups.Of("w1") with { Replaces = new Predecessor(4711, 5) });
        Do(new LaunchEvent.Start(["w1:0"]));
        Do(new LaunchEvent.Stop(["w1:0"], null));
        Assert.Equal(ProgramPhase.Stopped, Phase("w1:0"));
        Do(new LaunchEvent.Start(["w1:0"]));
        Assert.Equal(ProgramPhase.Waiting, Phase("w1:0"));

        // Only the process that it was made of is waited for: what is scaled up later starts at once.
        Declare(_state.Groups["w1"] with { Replicas = 2 });
        Do(new LaunchEvent.Start(["w1:1"]));
        Assert.Equal((ProgramPhase.Waiting, ProgramPhase.Starting), (Phase("w1:0"), Phase("w1:1")));
    }

    private ProgramPhase Phase(string id) => _state.Programs[id].State.Phase;

    private void Declare(WorkerGroup group) => Do(new LaunchEvent.Declared(group, [.. Enumerable.Range(0, group.Replicas).Select(i => Replica.Expand(group, i, null, "/data", "here"))]));

    private void Exit(string id, int code)
    {
        var process = _state.Programs[id].State.Process!;
        Do(new LaunchEvent.Happened(id, new ProgramEvent.Exited(process.Pid, process.StartTicks, code, null, null)));
        Do(new LaunchEvent.Happened(id, new ProgramEvent.TreeEnded([])));
    }

    private void Wait(double seconds)
    {
        var until = _now + TimeSpan.FromSeconds(seconds);
        while (LaunchMachine.NextDue(_state) is { } due && due <= until)
        {
            _now = due > _now ? due : _now;
            Do(new LaunchEvent.Tick());
        }

        _now = until;
    }

    // Every spawn succeeds.
    private void Do(LaunchEvent e)
    {
        (_state, var effects) = LaunchMachine.Fold(_state, e, _now);
        foreach (var spawn in effects.OfType<LaunchEffect.Spawn>())
        {
            Do(new LaunchEvent.Happened(spawn.Id, new ProgramEvent.Spawned(spawn.Run, ++_pid, _pid)));
        }
    }
}
