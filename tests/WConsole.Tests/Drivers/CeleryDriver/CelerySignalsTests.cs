using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using static WConsole.Tests.Drivers.CeleryDriver.CeleryWorld;

namespace WConsole.Tests.Drivers.CeleryDriver;

/// <summary>What each signal means to a worker, as it was seen on real ones (celery-redis §5).</summary>
public sealed class CelerySignalsTests
{
    [Fact]
    public void The_frameworks_meanings_come_first_then_every_other_signal_by_number_each_once()
    {
        var choices = CeleryProfile.Profile.Signals(Worker());
        Assert.Equal(["TERM", "QUIT", "HUP", "USR1"], choices.TakeWhile(c => c.IsOwn).Select(c => c.Name));
        Assert.Equal(choices.Skip(4).Select(c => SignalNames.Number(c.Name)), choices.Skip(4).Select(c => SignalNames.Number(c.Name)).Order());
        Assert.Equal(SignalNames.All.Select(s => s.Name).Order(), choices.Select(c => c.Name).Order());

        // With frame and title it fits 24 lines.
        Assert.True(choices.Length <= 20);
    }

    [Theory]
    [InlineData("TERM", "prefork", "5.7.0", Risk.Reversible, "warm stop")]
    [InlineData("TERM", "solo", "5.2.6", Risk.Lossy, "aborts its task")]
    [InlineData("TERM", "gevent", "5.7.0", Risk.Reversible, "prefetched")]
    [InlineData("QUIT", "prefork", "5.7.0", Risk.Lossy, "cold stop")]
    [InlineData("QUIT", "threads", "5.7.0", Risk.Lossy, "twice")]
    [InlineData("QUIT", "solo", "5.7.0", Risk.Lossy, "even late-acknowledged")]
    [InlineData("HUP", "prefork", "5.7.0", Risk.Reversible, "restart in place")]
    [InlineData("USR1", "threads", "5.2.6", Risk.Safe, "file /var/log/w1")]
    [InlineData("USR1", "eventlet", "5.7.0", Risk.Safe, "nothing useful")]
    [InlineData("USR2", "prefork", "5.2.6", Risk.Lossy, "kills it")]
    [InlineData("ABRT", "prefork", "5.2.6", Risk.Lossy, "kills it")]
    [InlineData("KILL", "prefork", "5.2.6", Risk.Lossy, "lives on")]
    [InlineData("STOP", "prefork", "5.2.6", Risk.Reversible, "CONT")]
    [InlineData("CONT", "prefork", "5.2.6", Risk.Safe, "go on")]
    [InlineData("TTIN", "prefork", "5.2.6", Risk.Reversible, "ignored")]
    public void A_signal_has_its_meaning_and_risk_by_pool_and_version(string name, string pool, string version, Risk risk, string words)
    {
        var worker = Worker(pool: pool, version: version, active: [Run("a", true)]);
        var choice = Assert.Single(CeleryProfile.Profile.Signals(worker), c => c.Name == name);
        Assert.Contains(words, choice.Meaning, StringComparison.Ordinal);
        Assert.Equal(risk, choice.Risk);
        var plan = Signal(name, worker) as ActionPlan.Ready;
        Assert.Equal((risk, $"signal {name} to pid 77"), (plan!.Risk, plan.Route.Text));
        Assert.Equal(risk == Risk.Lossy ? 1 : 0, plan.Losses.Length);
        Assert.Contains(plan.Notes, n => n == choice.Meaning);
    }

    [Fact]
    public void Hup_tells_when_it_ends_the_worker_for_good_and_a_second_term_when_it_aborts_the_drain()
    {
        var module = Worker(process: Ours with { CommandLine = ["/usr/bin/python3", "-m", "celery", "worker"] });
        Assert.Equal(Risk.Lossy, (Signal("HUP", module) as ActionPlan.Ready)!.Risk);
        Assert.Contains(CeleryProfile.Profile.Signals(module), c => c.Name == "HUP" && c.Meaning.Contains("for good", StringComparison.Ordinal));
        Assert.Equal(Risk.Lossy, (Signal("TERM", Worker(signs: Draining)) as ActionPlan.Ready)!.Risk);
    }

    [Fact]
    public void Only_a_proven_process_and_only_a_known_signal()
    {
        Assert.IsType<ActionPlan.Refused>(Signal("TERM", Worker(process: new ProcessSight.Unproven("no proof"))));
        Assert.IsType<ActionPlan.Refused>(Signal("RTMIN", Worker()));
        Assert.IsType<ActionPlan.Refused>(Signal(null, Worker()));
    }

    [Theory]
    [InlineData("term", "TERM")]
    [InlineData("SIGUSR1", "USR1")]
    [InlineData("9", "KILL")]
    [InlineData("65", null)]
    [InlineData("SIG", null)]
    [InlineData("", null)]
    public void A_signal_is_known_by_name_and_number(string word, string? name) => Assert.Equal(name, SignalNames.Find(word));

    private static ActionPlan Signal(string? name, Worker worker) =>
        ActionPlanner.Plan(new FleetAction(ActionId.Signal, [worker.Id], null, null, null, "test", name), worker, CeleryProfile.Profile);
}
