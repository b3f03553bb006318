using System.Collections.Immutable;
using WConsole.Cli;
using WConsole.Drivers.Keepers.Local;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;
using WConsole.Settings;
using WConsole.Tests.Fleet.Links;

namespace WConsole.Tests.App;

/// <summary>When a launcher that lives on this host is looked at beside a cluster's brokers, and what of it is the cluster's.</summary>
public sealed class LauncherBesideTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("wcb-");

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public void Where_there_is_no_socket_nobody_is_asked() =>
        Assert.Null(LauncherBeside.Find(Cluster("/srv/wconsole.yaml"), Folders, _ => throw new InvalidOperationException("the door was opened"), stays: false));

    [Fact]
    public void A_console_that_stays_looks_for_one_that_comes_later()
    {
        var door = new LocalKeeper(Path.Combine(_state.FullName, "launcher"), ["/bin/false"], new Dictionary<string, string>(), TimeProvider.System, null);
        var found = LauncherBeside.Find(Cluster("/srv/wconsole.yaml"), Folders, _ => door, stays: true);
        Assert.True(found!.MayBeAbsent);
        Assert.Null(LauncherBeside.Find(Cluster("/srv/wconsole.yaml") with { Launcher = false }, Folders, _ => door, stays: true));
    }

    [Fact]
    public void Whoever_says_no_or_names_a_launcher_is_taken_at_his_word()
    {
        Directory.CreateDirectory(Path.Combine(_state.FullName, "launcher"));
        File.WriteAllText(Path.Combine(_state.FullName, "launcher", "socket"), "");
        Assert.Null(LauncherBeside.Find(Cluster("/srv/wconsole.yaml") with { Launcher = false }, Folders, _ => throw new InvalidOperationException("the door was opened"), stays: false));
        Assert.Null(LauncherBeside.Find(Cluster("--broker", "launcher:/x"), Folders, _ => throw new InvalidOperationException("the door was opened"), stays: false));
    }

    [Theory]
    [InlineData("/srv/wconsole.yaml", "/srv", "celery", true)]
    [InlineData("/srv/wconsole.yaml", "/srv/app", "celery", true)]
    [InlineData("/srv/wconsole.yaml", "/srv2", "celery", false)]
    [InlineData("/home/a/.config/wconsole/config.yaml", "/home/a/.config/wconsole", "celery", false)]
    [InlineData("--broker", "/srv", "celery", false)]
    [InlineData("--broker", "/srv", "celery -b redis://x/0", true)]
    [InlineData("--broker", "/srv", "celery --broker=redis://x/0", true)]
    [InlineData("--broker", "/srv", "celery -b redis://y/0", false)]
    public void Programs_beside_its_file_or_with_its_broker_are_a_clusters(string origin, string directory, string command, bool belongs)
    {
        var program = new ProgramStatus(
            "web:0", "web", 0, new FrameworkId("celery"), new ProgramState("web:0"), 4, StopRule.Default, false, false, [], [.. command.Split(' ')], directory, null, null, null, null, null, null);
        Assert.Equal(belongs, LauncherBeside.Belongs(program, Cluster(origin)));
    }

    [Fact]
    public void The_keepers_name_of_a_worker_is_a_target()
    {
        var context = new ViewContext(new LinkFeed().Sees(LinkFeed.Unit()).Up().Feed.Snapshot());
        foreach (var words in new ImmutableArray<string>[] { ["web:0"], ["web0"], ["web:0", LinkFeed.Node], ["celery/web0@vm"] })
        {
            var (workers, error) = Targets.Resolve(new TargetRequest(words, false, null, false), context);
            Assert.Null(error);
            Assert.Equal(LinkFeed.Node, Assert.Single(workers).Worker.Name);
        }

        Assert.Single(Targets.Resolve(new TargetRequest(["web:*"], true, null, false), context).Workers);
    }

    private XdgFolders Folders => new(_state.FullName, _state.FullName);

    private static ClusterSettings Cluster(string origin, string url = "redis://x/0") =>
        new("shop", ClusterSettings.Development, false, [new SourceSettings("redis", url, url, null, null, null, CelerySettings.Default, null, origin, 0)], origin);
}
