using WConsole.Settings;

namespace WConsole.Tests.App.Settings;

public sealed class ClusterChoiceTests : IDisposable
{
    private const string Two = "clusters:\n  shop: { sources: [{ redis: 'redis://a/0' }] }\n  mail: { sources: [{ redis: 'redis://b/0' }] }\n";

    private readonly SettingsBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Nothing_configured_means_the_local_Redis_is_tried()
    {
        var chosen = Assert.IsType<ClusterChoice.Chosen>(_box.Choose());
        Assert.True(chosen.Guessed);
        Assert.Equal(("127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"), (chosen.Cluster.Name, chosen.Cluster.Sources[0].Masked));
    }

    [Fact]
    public void Brokers_on_the_command_line_make_a_cluster_and_a_password_in_one_is_warned_of()
    {
        _box.Flags = new SettingsFlags(["redis://:s3cret@a:1/2", "redis://b"]);
        var chosen = Assert.IsType<ClusterChoice.Chosen>(_box.Choose());
        Assert.Equal("a:1/2+b:6379/0", chosen.Cluster.Name);
        Assert.Equal(["redis", "redis-2"], chosen.Cluster.Sources.Select(s => s.Name));
        Assert.Contains("WCONSOLE_BROKER", Assert.Single(chosen.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", chosen.ToString() + string.Join("", chosen.Cluster.Sources), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rediss://x/0", true)]
    [InlineData("rediss://x/0?ssl_cert_reqs=required", false)]
    [InlineData("redis://x/0", false)]
    public void A_certificate_that_nobody_checks_is_warned_of(string url, bool warned)
    {
        _box.Flags = new SettingsFlags([url]);
        var warnings = Assert.IsType<ClusterChoice.Chosen>(_box.Choose()).Warnings;
        Assert.Equal(warned, warnings.Any(w => w.Contains("ssl_cert_reqs=required", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_broker_from_the_environment_needs_no_warning()
    {
        _box.Environment["WCONSOLE_BROKER"] = "redis://:s3cret@a:1/2";
        Assert.Empty(Assert.IsType<ClusterChoice.Chosen>(_box.Choose()).Warnings);
    }

    [Fact]
    public void A_name_on_the_command_line_is_stronger_than_a_broker_in_the_environment()
    {
        SettingsBox.Write(_box.UserFile, Two);
        _box.Environment["WCONSOLE_BROKER"] = "redis://x";
        _box.Flags = new SettingsFlags([], Cluster: "mail");
        Assert.Equal("mail", Assert.IsType<ClusterChoice.Chosen>(_box.Choose()).Cluster.Name);
    }

    [Theory]
    [InlineData(null, "several clusters: shop, mail", "-c shop")]
    [InlineData("shp", "no cluster 'shp'", "did you mean 'shop'?")]
    [InlineData("zzzzzz", "no cluster 'zzzzzz'", "there are: shop, mail")]
    public void A_cluster_that_is_not_clear_is_a_problem_with_a_remedy(string? name, string what, string remedy)
    {
        SettingsBox.Write(_box.UserFile, Two);
        _box.Flags = new SettingsFlags([], Cluster: name);
        var problem = Assert.IsType<ClusterChoice.Wrong>(_box.Choose()).Problem;
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kafka://x:9092", "kafka")]
    [InlineData("amqp://:s3cret@x", "amqp")]
    public void A_broker_that_no_driver_knows_is_refused_without_its_password(string url, string word)
    {
        _box.Flags = new SettingsFlags([url]);
        var problem = Assert.IsType<ClusterChoice.Wrong>(_box.Choose()).Problem;
        Assert.Contains(word, problem.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_comes_from_the_first_line_of_a_file_or_from_a_variable()
    {
        SettingsBox.Write(Path.Combine(_box.Work, "secret"), "p@ss\nnote\n");
        SettingsBox.Write(_box.ProjectFile, "clusters:\n  a: { sources: [{ redis: 'redis://x', password_file: secret }, { redis: 'redis://y', password_env: PW }] }\n");
        Assert.Contains("PW", Assert.IsType<ClusterChoice.Wrong>(_box.Choose()).Problem.What, StringComparison.Ordinal);
        _box.Environment["PW"] = "other";
        Assert.Equal(["p@ss", "other"], Assert.IsType<ClusterChoice.Chosen>(_box.Choose()).Cluster.Sources.Select(s => s.Password));
    }

    [Fact]
    public void A_password_file_that_cannot_be_read_is_named()
    {
        SettingsBox.Write(_box.ProjectFile, "clusters:\n  a:\n    sources:\n      - redis: redis://x\n        password_file: /nowhere/pw\n");
        var problem = Assert.IsType<ClusterChoice.Wrong>(_box.Choose()).Problem;
        Assert.Contains("/nowhere/pw", problem.What, StringComparison.Ordinal);
        Assert.Equal(4, problem.Line);
    }
}
