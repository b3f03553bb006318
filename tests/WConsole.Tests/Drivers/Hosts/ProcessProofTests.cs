using WConsole.Drivers.Hosts;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Drivers.Hosts;

public sealed class ProcessProofTests
{
    // Booted 1000 s ago, 100 ticks a second: a process started at tick 90000 is 100 s old.
    private static readonly HostLook Host = new("web1", TimeSpan.FromSeconds(1000), 100);

    private static readonly ProcessClaim Claim = new(77, TimeSpan.FromSeconds(99), "w1@web1", "web1");

    private static ProcessLook.Alive Alive => new(77, 90_000, 1, ["python3", "/usr/bin/celery", "worker"], true, "/srv", new OpenFile("pipe:[1]", false), new OpenFile("/var/log/w", true));

    [Fact]
    public void All_signs_together_prove_it()
    {
        var ours = Assert.IsType<ProcessSight.Ours>(ProcessProof.Judge(Claim, Host, Alive, CommandLineMatch.Named));
        Assert.Equal((77, 90_000L, "/var/log/w", false), (ours.Pid, ours.StartTicks, ours.StderrPath, ours.StdoutIsTerminal));
        Assert.Contains("command line names it", ours.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void On_its_own_host_any_command_line_of_the_framework_will_do() =>
        Assert.IsType<ProcessSight.Ours>(ProcessProof.Judge(Claim, Host, Alive, CommandLineMatch.Framework));

    [Fact]
    public void A_named_command_line_will_do_when_the_host_name_was_changed() =>
        Assert.IsType<ProcessSight.Ours>(ProcessProof.Judge(Claim with { HostName = "mail" }, Host, Alive, CommandLineMatch.Named));

    [Fact]
    public void A_process_younger_than_the_claim_has_only_its_pid() =>
        Unproven("100 s old", ProcessProof.Judge(Claim with { Uptime = TimeSpan.FromSeconds(200) }, Host, Alive, CommandLineMatch.Named));

    [Fact]
    public void A_worker_restarted_in_place_is_older_than_it_says_and_still_proven() =>
        Assert.IsType<ProcessSight.Ours>(ProcessProof.Judge(Claim with { Uptime = TimeSpan.FromSeconds(3) }, Host, Alive, CommandLineMatch.Named));

    [Fact]
    public void Another_host_is_elsewhere()
    {
        var claim = Claim with { HostName = "web2" };
        Assert.IsType<ProcessSight.Elsewhere>(ProcessProof.Judge(claim, Host, Alive, CommandLineMatch.Framework));
        Assert.IsType<ProcessSight.Elsewhere>(ProcessProof.Judge(claim, Host, new ProcessLook.None(), CommandLineMatch.Other));
    }

    [Fact]
    public void Another_program_or_another_worker_under_that_pid_is_not_it()
    {
        Unproven("another program", ProcessProof.Judge(Claim, Host, Alive, CommandLineMatch.Other));
        Unproven("another program", ProcessProof.Judge(Claim, Host, Alive, CommandLineMatch.NamesAnother));
    }

    [Fact]
    public void A_container_s_process_is_not_signalled_by_a_pid_that_means_something_else()
    {
        Assert.IsType<ProcessSight.Elsewhere>(ProcessProof.Judge(Claim, Host, Alive with { SamePidNamespace = false }, CommandLineMatch.Named));
        Unproven("cannot be read", ProcessProof.Judge(Claim, Host, Alive with { SamePidNamespace = null }, CommandLineMatch.Named));
    }

    [Fact]
    public void Without_a_claimed_uptime_only_a_command_line_that_names_it_proves()
    {
        var claim = Claim with { Uptime = null };
        Assert.IsType<ProcessSight.Ours>(ProcessProof.Judge(claim, Host, Alive, CommandLineMatch.Named));
        Unproven("does not name it", ProcessProof.Judge(claim, Host, Alive, CommandLineMatch.Framework));
    }

    [Fact]
    public void An_unknown_age_proves_nothing() =>
        Unproven("uptime cannot be read", ProcessProof.Judge(Claim, Host with { Uptime = null }, Alive, CommandLineMatch.Named));

    [Fact]
    public void A_zombie_or_no_process_at_all_is_none()
    {
        Unproven("has ended", ProcessProof.Judge(Claim, Host, new ProcessLook.Zombie(77, 90_000), CommandLineMatch.Other));
        Unproven("no process 77", ProcessProof.Judge(Claim, Host, new ProcessLook.None(), CommandLineMatch.Other));
    }

    [Fact]
    public void Once_proven_only_pid_and_start_time_count()
    {
        var ours = Assert.IsType<ProcessSight.Ours>(ProcessProof.Judge(Claim, Host, Alive, CommandLineMatch.Named));
        Assert.IsType<ProcessSight.Ours>(ProcessProof.Again(ours, Alive with { CommandLine = ["renamed"] }));
        Assert.Equal(ProcessProof.Gone(ours), ProcessProof.Again(ours, Alive with { StartTicks = 99_000 }));
        Assert.Equal(ProcessProof.Gone(ours), ProcessProof.Again(ours, new ProcessLook.Zombie(77, 90_000)));
        Assert.IsType<ProcessSight.Unproven>(ProcessProof.Again(ours, new ProcessLook.Unreadable("hidepid")));
    }

    [Theory]
    [InlineData("web1", "web1", true)]
    [InlineData("web1.example.org", "web1", true)]
    [InlineData("web1", "web1.example.org", true)]
    [InlineData("web10", "web1", false)]
    [InlineData("", "web1", false)]
    [InlineData(null, "web1", false)]
    public void A_short_host_name_and_its_full_one_are_the_same(string? name, string host, bool same) =>
        Assert.Equal(same, ProcessProof.IsThisHost(name, host));

    private static void Unproven(string why, ProcessSight sight) =>
        Assert.Contains(why, Assert.IsType<ProcessSight.Unproven>(sight).Why, StringComparison.Ordinal);
}
