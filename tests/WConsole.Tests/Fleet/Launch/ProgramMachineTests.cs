using System.Globalization;
using System.Text;
using WConsole.Fleet.Launch;

namespace WConsole.Tests.Fleet.Launch;

public sealed class ProgramMachineTests
{
    [Fact]
    public void A_start_counts_once_it_lived_for_startsecs()
    {
        var rig = new ProgramRig().Launched();
        Assert.Equal(new LaunchEffect.Spawn("mail:0", 1), Assert.Single(rig.Effects));
        rig.Spawned();
        Assert.Equal((ProgramPhase.Starting, Readiness.No), (rig.State.Phase, rig.State.Ready));
        rig.Wait(0.9);
        Assert.Equal(ProgramPhase.Starting, rig.State.Phase);
        rig.Wait(0.1);
        Assert.Equal((ProgramPhase.Running, Readiness.Yes), (rig.State.Phase, rig.State.Ready));
    }

    [Fact]
    public void A_program_that_dies_at_once_is_tried_with_growing_pauses_and_then_given_up()
    {
        var rig = new ProgramRig().Launched();
        var starts = new List<double>();
        var begun = rig.Now;
        while (rig.State.Phase != ProgramPhase.Fatal)
        {
            starts.Add((rig.Now - begun).TotalSeconds);
            rig.Spawned().Exits(3);
            Assert.Contains(rig.Effects, e => e is LaunchEffect.EndTree);
            rig.Swept().Wait(rig.State.Due is { } due ? (due - rig.Now).TotalSeconds : 0);
        }

        // At most five tries in the first ten seconds.
        Assert.Equal([0, 1, 3, 7, 15], starts);
        Assert.Equal((3, "given up after 5 failed starts", true), (rig.State.LastExit?.Code, rig.State.Note, rig.State.Wanted));
        rig.Wait(3600);
        Assert.Equal(ProgramPhase.Fatal, rig.State.Phase);
        rig.Launched();
        Assert.Equal((ProgramPhase.Starting, 0, 6), (rig.State.Phase, rig.State.Failures, rig.State.Run));
    }

    [Fact]
    public void What_cannot_be_spawned_is_a_failed_start_with_its_reason()
    {
        var rig = new ProgramRig().Launched().Do(new ProgramEvent.SpawnFailed(1, "there is no program 'x'"));
        Assert.Equal((ProgramPhase.Backoff, "there is no program 'x'"), (rig.State.Phase, rig.State.LastExit?.Text));
        rig.Wait(1);
        Assert.IsType<LaunchEffect.Spawn>(Assert.Single(rig.Effects));
    }

    [Fact]
    public void A_program_that_lives_just_longer_than_startsecs_for_ever_is_a_loop_and_its_pauses_grow()
    {
        var rig = new ProgramRig().Launched();
        var pauses = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            rig.Spawned().Wait(1.5).Exits(1);
            Assert.Equal(ProgramPhase.Backoff, rig.State.Phase);
            pauses.Add((rig.State.Due!.Value - rig.Now).TotalSeconds);
            rig.Swept().Wait(pauses[^1]);
            Assert.Equal(i >= 2, rig.State.Loops);
        }

        Assert.Equal([1, 2, 4, 8, 16], pauses);
        Assert.Equal(5, rig.State.Restarts);

        // A minute of life is health again.
        rig.Spawned().Wait(61);
        Assert.False(rig.State.Loops);
        rig.Exits(1);
        Assert.Equal(rig.Now, rig.State.Due);
    }

    [Fact]
    public void A_worker_that_left_by_itself_with_exit_0_is_back_at_once()
    {
        var rig = new ProgramRig().Running().Wait(30).Exits(0).Swept();
        Assert.Equal(new LaunchEffect.Spawn("mail:0", 2), Assert.Single(rig.Effects));
        Assert.Equal(1, rig.State.Restarts);
    }

    [Theory]
    [InlineData(RestartPolicy.Always, 0, ProgramPhase.Backoff)]
    [InlineData(RestartPolicy.Unexpected, 0, ProgramPhase.Exited)]
    [InlineData(RestartPolicy.Unexpected, 1, ProgramPhase.Backoff)]
    [InlineData(RestartPolicy.Never, 1, ProgramPhase.Exited)]
    public void The_policy_decides_who_is_started_again(RestartPolicy policy, int code, ProgramPhase phase)
    {
        var rig = new ProgramRig { Rules = new ProgramRules(RestartRule.Default with { Policy = policy }, StopRule.Default, new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit)) };
        rig.Running().Exits(code);
        Assert.Equal(phase, rig.State.Phase);
    }

    [Fact]
    public void An_exit_that_nobody_saw_is_unexpected()
    {
        var rig = new ProgramRig { Rules = new ProgramRules(RestartRule.Default with { Policy = RestartPolicy.Unexpected }, StopRule.Default, new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit)) };
        rig.Running().Exits();
        Assert.Equal((ProgramPhase.Backoff, "ended, code unknown"), (rig.State.Phase, rig.State.LastExit?.Text));
    }

    [Fact]
    public void A_stop_asks_is_late_at_its_deadline_and_kills_the_tree_at_kill_after()
    {
        var rig = new ProgramRig().Running().Do(new ProgramEvent.Stop(null, false));
        Assert.Equal("TERM", Assert.IsType<LaunchEffect.Ask>(Assert.Single(rig.Effects)).Signal);
        Assert.Equal((ProgramPhase.Stopping, StopStep.Asked), (rig.State.Phase, rig.State.Step));
        rig.Wait(9.9);
        Assert.Equal(StopStep.Asked, rig.State.Step);
        rig.Wait(0.1);
        Assert.Equal((StopStep.Late, 0), (rig.State.Step, rig.Effects.Length));
        rig.Wait(10);
        Assert.Equal(StopStep.Killing, rig.State.Step);
        Assert.Equal(TimeSpan.Zero, Assert.IsType<LaunchEffect.EndTree>(Assert.Single(rig.Effects)).Grace);
        rig.Exits(signal: 9).Swept();
        Assert.Equal((ProgramPhase.Stopped, 9, false), (rig.State.Phase, rig.State.LastExit?.Signal, rig.State.Wanted));
    }

    [Fact]
    public void Without_kill_after_nothing_is_killed_by_itself_and_a_second_ask_is_sent_only_when_it_is_late()
    {
        var rig = new ProgramRig { Rules = new ProgramRules(RestartRule.Default, new StopRule("TERM", TimeSpan.FromSeconds(5), null), new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit)) };
        rig.Running().Do(new ProgramEvent.Stop(null, false)).Do(new ProgramEvent.Stop(null, false));
        Assert.Empty(rig.Effects);
        rig.Wait(3600);
        Assert.Equal((ProgramPhase.Stopping, StopStep.Late), (rig.State.Phase, rig.State.Step));
        rig.Do(new ProgramEvent.Stop(null, false));
        Assert.IsType<LaunchEffect.Ask>(Assert.Single(rig.Effects));
        rig.Do(new ProgramEvent.Kill());
        Assert.IsType<LaunchEffect.EndTree>(Assert.Single(rig.Effects));
    }

    [Fact]
    public void What_outlives_a_stopped_main_process_has_until_the_deadline()
    {
        var rig = new ProgramRig().Running().Do(new ProgramEvent.Stop(null, false)).Wait(4).Exits(0);
        Assert.Equal(new LaunchEffect.EndTree("mail:0", "TERM", TimeSpan.FromSeconds(6)), Assert.Single(rig.Effects));
        Assert.Equal(ProgramPhase.Stopping, rig.State.Phase);
    }

    [Fact]
    public void A_survivor_is_named_keeps_it_from_stopped_and_is_tried_again()
    {
        var rig = new ProgramRig().Running().Do(new ProgramEvent.Stop(null, false)).Exits(0).Swept("pid 7 (x): not permitted");
        Assert.Equal(ProgramPhase.Stopping, rig.State.Phase);
        Assert.Contains("pid 7", rig.State.Note, StringComparison.Ordinal);
        rig.Wait(5);
        Assert.IsType<LaunchEffect.EndTree>(Assert.Single(rig.Effects));
        rig.Swept();
        Assert.Equal(ProgramPhase.Stopped, rig.State.Phase);
    }

    [Fact]
    public void Nothing_is_started_before_what_was_left_has_ended()
    {
        var rig = new ProgramRig().Launched().Spawned().Exits(1).Wait(60);
        Assert.Equal((ProgramPhase.Backoff, 0), (rig.State.Phase, rig.Effects.Length));
        rig.Swept();
        Assert.IsType<LaunchEffect.Spawn>(Assert.Single(rig.Effects));
    }

    [Fact]
    public void A_restart_is_a_stop_and_a_start_and_a_stop_in_between_takes_the_start_back()
    {
        var rig = new ProgramRig().Running().Do(new ProgramEvent.Restart()).Exits(0).Swept();
        Assert.Equal((ProgramPhase.Starting, 2, 1), (rig.State.Phase, rig.State.Run, rig.State.Restarts));
        rig.Spawned().Wait(1).Do(new ProgramEvent.Restart()).Do(new ProgramEvent.Stop(null, false)).Exits(0).Swept();
        Assert.Equal(ProgramPhase.Stopped, rig.State.Phase);
    }

    [Fact]
    public void A_stop_in_the_moment_of_the_spawn_asks_the_process_as_soon_as_it_is_there()
    {
        var rig = new ProgramRig().Launched().Do(new ProgramEvent.Stop(null, false));
        Assert.Equal(ProgramPhase.Stopping, rig.State.Phase);
        rig.Spawned();
        Assert.IsType<LaunchEffect.Ask>(Assert.Single(rig.Effects));
    }

    [Fact]
    public void A_program_that_is_not_ready_in_time_lives_on_and_may_still_get_ready()
    {
        var rig = new ProgramRig { Rules = new ProgramRules(RestartRule.Default, StopRule.Default, new ReadyRule.ByTcp("127.0.0.1", "1", TimeSpan.FromSeconds(3))) };
        rig.Running();
        Assert.Equal(Readiness.No, rig.State.Ready);
        rig.Wait(3);
        Assert.Equal((ProgramPhase.Running, Readiness.Overdue, "not ready after 3 s"), (rig.State.Phase, rig.State.Ready, rig.State.Note));
        rig.Do(new ProgramEvent.Proved(1));
        Assert.Equal((Readiness.Yes, null), (rig.State.Ready, rig.State.Note));
        Assert.False(rig.Do(new ProgramEvent.Proved(0)).State.Note is not null);
    }

    [Fact]
    public void Words_over_the_notify_socket_change_readiness_deadlines_and_watchdog()
    {
        var rig = new ProgramRig { Rules = new ProgramRules(RestartRule.Default, StopRule.Default, new ReadyRule.ByNotify(TimeSpan.FromSeconds(3))) };
        rig.Running();
        Say(rig, "EXTEND_TIMEOUT_USEC=10000000\nSTATUS=loading");
        rig.Wait(9);
        Assert.Equal((Readiness.No, "loading"), (rig.State.Ready, rig.State.Report.Status));
        Say(rig, "READY=1\nWATCHDOG_USEC=2000000\nX_WCONSOLE_SLOTS=4");
        Assert.Equal((Readiness.Yes, 4, "loading"), (rig.State.Ready, rig.State.Report.Slots, rig.State.Report.Status));
        rig.Wait(1.5);
        Say(rig, "WATCHDOG=1");
        rig.Wait(1.5);
        Assert.Equal(ProgramPhase.Running, rig.State.Phase);
        rig.Wait(1);
        Assert.Equal((ProgramPhase.Stopping, true), (rig.State.Phase, rig.State.StartsAfterStop));
        Say(rig, "EXTEND_TIMEOUT_USEC=30000000");
        rig.Wait(25);
        Assert.Equal(StopStep.Asked, rig.State.Step);
    }

    [Fact]
    public void An_adopted_process_goes_on_where_it_was()
    {
        var rig = new ProgramRig().Launched().Spawned().Wait(0.5);
        rig.Do(new ProgramEvent.Adopted(rig.State.Run, rig.State.Process!));
        Assert.Equal((ProgramPhase.Starting, true), (rig.State.Phase, rig.State.Process!.Adopted));
        rig.Wait(0.5);
        Assert.Equal(ProgramPhase.Running, rig.State.Phase);
        rig.Do(new ProgramEvent.Stop(null, false)).Do(new ProgramEvent.Asked()).Do(new ProgramEvent.Adopted(rig.State.Run, rig.State.Process!));
        Assert.Equal(StopStep.Asked, rig.State.Step);
        Assert.Empty(rig.Effects);
    }

    [Fact]
    public void What_an_ended_launcher_was_about_to_send_is_sent_by_the_next()
    {
        var rig = new ProgramRig().Running().Do(new ProgramEvent.Stop(null, false)).Do(new ProgramEvent.Adopted(1, new ProgramProcess(101, 1101, default)));
        Assert.IsType<LaunchEffect.Ask>(Assert.Single(rig.Effects));
        rig.Do(new ProgramEvent.Kill()).Do(new ProgramEvent.Adopted(1, new ProgramProcess(101, 1101, default)));
        Assert.IsType<LaunchEffect.EndTree>(Assert.Single(rig.Effects));
    }

    [Fact]
    public void A_later_start_than_is_remembered_is_taken_up_as_it_is()
    {
        var rig = new ProgramRig().Running().Do(new ProgramEvent.Adopted(4, new ProgramProcess(200, 2200, TimeSpan.FromMinutes(59))));
        Assert.Equal((ProgramPhase.Running, 4, 200), (rig.State.Phase, rig.State.Run, rig.State.Process!.Pid));
    }

    [Fact]
    public void The_end_of_another_process_changes_nothing()
    {
        var rig = new ProgramRig().Running();
        var before = rig.State;
        Assert.Same(before, rig.Do(new ProgramEvent.Exited(1, 2, 0, null, null)).State);
        Assert.Same(before, rig.Do(new ProgramEvent.Spawned(9, 1, 2)).State);
        Assert.Same(before, rig.Do(new ProgramEvent.SpawnFailed(9, "x")).State);
    }

    /// <summary>Whatever comes in whatever order: no process is lost, none is started beside another, and a stopped program has none.</summary>
    [Fact]
    public void No_order_of_events_starts_a_second_process_or_forgets_the_first()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var rig = new ProgramRig();
            var spawning = false;
            for (var i = 0; i < 60; i++)
            {
                var before = rig.State;
                switch (random.Next(11))
                {
                    case 0: rig.Launched(); break;
                    case 1: rig.Do(new ProgramEvent.Stop(random.Next(2) == 0 ? null : TimeSpan.FromSeconds(1), random.Next(2) == 0)); break;
                    case 2: rig.Do(new ProgramEvent.Restart()); break;
                    case 3: rig.Do(new ProgramEvent.Kill()); break;
                    case 4 when before.Process is not null: rig.Exits(random.Next(2)); break;
                    case 5 when before.Sweeping: rig.Swept(random.Next(3) == 0 ? ["pid 5"] : []); break;
                    case 6: rig.Do(new ProgramEvent.Release()); break;
                    case 7: rig.Do(new ProgramEvent.Notified(NotifyMessage.Parse("READY=1\nWATCHDOG_USEC=100\nEXTEND_TIMEOUT_USEC=5"u8))); break;
                    case 8: rig.Do(new ProgramEvent.Dependencies(random.Next(2) == 0)); break;
                    case 9 when before.Process is { } process: rig.Do(new ProgramEvent.Adopted(rig.State.Run, process)); break;
                    default: rig.Wait(random.NextDouble() * 20); break;
                }

                foreach (var effect in rig.Effects)
                {
                    Assert.False(effect is LaunchEffect.Spawn && (before.Process is not null || spawning), string.Create(CultureInfo.InvariantCulture, $"round {round}: a second process"));
                    spawning |= effect is LaunchEffect.Spawn;
                }

                if (spawning)
                {
                    spawning = false;
                    _ = random.Next(5) == 0 ? rig.Do(new ProgramEvent.SpawnFailed(rig.State.Run, "no")) : rig.Spawned();
                    spawning = rig.Effects.Any(e => e is LaunchEffect.Spawn);
                }

                Assert.True(rig.State.Process is null || rig.State.Phase is ProgramPhase.Starting or ProgramPhase.Running or ProgramPhase.Stopping);
                Assert.True(rig.State.Run >= before.Run);
            }
        }
    }

    private static void Say(ProgramRig rig, string text) => rig.Do(new ProgramEvent.Notified(NotifyMessage.Parse(Encoding.UTF8.GetBytes(text))));
}
