using System.Collections.Immutable;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using static WConsole.Tests.Drivers.CeleryDriver.CeleryWorld;

namespace WConsole.Tests.Drivers.CeleryDriver;

/// <summary>Restart of a worker that nobody keeps: what is planned, what is said before, what is refused.</summary>
public sealed class CeleryRestartTests
{
    private static readonly Predecessor Old = new(4711, 5);

    private static readonly ImmutableDictionary<string, string> Environment = ImmutableDictionary<string, string>.Empty.Add("A", "${host} $$ x").Add("DB_PASSWORD", "geheim");

    [Fact]
    public void It_is_noted_stopped_awaited_and_started_again()
    {
        var plan = Ready(ActionId.Restart, Worker(active: [Run("a", true)]));
        Assert.Equal("note how pid 77 was started, remote control: shutdown, wait for it to end, start it again here as w1:0", plan.Route.Text);
        Assert.Equal("nobody keeps it: the local launcher starts it again here, and keeps it from then on", plan.Route.Reason);
        Assert.Equal((Risk.Reversible, (ActionId?)ActionId.ColdStop), (plan.Risk, plan.NextStep));
        Assert.Equal(
            [
                "pid 77 is stopped warmly; nothing stronger is done by itself",
                "it first finishes 1 running task",
                "then the local launcher starts it again here, and keeps it as w1:0 from then on",
                "same command: /usr/bin/python3 /usr/bin/celery -A proj worker",
                "same directory: /srv; same environment, noted in the launcher's own folder only",
                "its output goes to the launcher's log, no longer to file /var/log/w1",
            ],
            plan.Notes);
    }

    [Fact]
    public void One_that_answers_no_command_is_stopped_by_TERM() =>
        Assert.Equal("note how pid 77 was started, signal TERM to pid 77, wait for it to end, start it again here as w1:0", Ready(ActionId.Restart, Worker(signs: Silent)).Route.Text);

    [Fact]
    public void The_password_of_a_broker_in_the_command_is_not_shown()
    {
        var worker = Worker(process: Ours with { CommandLine = [.. ByScript, "-b", "redis://u:geheim@h/0"] });
        Assert.DoesNotContain(Ready(ActionId.Restart, worker).Notes, n => n.Contains("geheim", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kept", "supervisord keeps it (pid 5) and would start it again itself: restart it there")]
    [InlineData("title", "its command line was overwritten (setproctitle)")]
    [InlineData("detached", "it was started detached, and would leave the launcher at once")]
    [InlineData("elsewhere", "no host route: it runs on another host")]
    [InlineData("gone", "its process 77 has ended")]
    [InlineData("draining", "it is draining already")]
    [InlineData("double", "two processes answer under this name, and a stop would hit both")]
    public void What_cannot_be_started_again_the_same_is_refused(string what, string why)
    {
        var worker = what switch
        {
            "kept" => Worker(process: Ours with { NoStartAgain = "supervisord keeps it (pid 5) and would start it again itself: restart it there" }),
            "title" => Worker(process: Ours with { CommandLine = ["[celeryd: w1@web1:MainProcess] -active- (-A proj worker)"] }),
            "detached" => Worker(process: Ours with { CommandLine = [.. ByScript, "-D"] }),
            "elsewhere" => Worker(process: new ProcessSight.Elsewhere("it runs on another host")),
            "gone" => Worker(process: new ProcessSight.Gone(77, 9000)),
            "draining" => Worker(signs: Draining),
            _ => Worker() is var one ? one with { Instances = [one.Instances[0], one.Instances[0] with { Pid = 78 }] } : null!,
        };
        Assert.StartsWith(why, Refused(ActionId.Restart, worker), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("w1@web1", "w1:0")]
    [InlineData("shop.mail@web1", "shop.mail:0")]
    [InlineData("-ü w@web1", "w:0")]
    [InlineData("@web1", "celery:0")]
    public void It_is_kept_under_its_own_name(string node, string unit) => Assert.Equal(unit, CeleryRestart.Unit(node));

    [Fact]
    public void What_is_started_is_what_was_read()
    {
        ImmutableArray<string> arguments = [.. ByScript, "-n", "w1@%h", "${index}"];
        var group = CeleryHandOver.Group("w1@web1", new ProcessRecipe(arguments, "/srv/${name}", Environment), Old);
        var program = Replica.Expand(group, 0, null, "/data", "here");
        Assert.Equal(arguments, program.Arguments);
        Assert.Equal(Environment, program.Environment);
        Assert.Equal(("/srv/${name}", "w1@web1", true), (program.WorkingDirectory, program.Node, program.IsWholeEnvironment));
        Assert.Equal((GroupOrigin.Asked, "TERM", null), (group.Origin, group.Stop.Signal, group.Stop.KillAfter));
        Assert.Equal(Old, group.Replaces);
        Assert.IsType<ReadyRule.ByStartSecs>(group.Ready);
        Assert.IsType<ReadyRule.ByReply>(CeleryHandOver.Group("w1@web1", new ProcessRecipe([.. arguments, "--broker=redis://h"], "/", Environment), Old).Ready);
        Assert.IsType<ReadyRule.ByReply>(CeleryHandOver.Group("w1@web1", new ProcessRecipe(arguments, "/", Environment.Add("CELERY_BROKER_URL", "redis://h")), Old).Ready);
    }
}
