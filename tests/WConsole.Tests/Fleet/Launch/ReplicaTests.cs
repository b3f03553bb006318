using WConsole.Fleet.Launch;

namespace WConsole.Tests.Fleet.Launch;

public sealed class ReplicaTests
{
    private static readonly WorkerGroup Mail = new(
        "mail", WorkerGroup.Plain, ["./mail", "--port", "${port}", "-n", "${name}${index}@${host}"], 3,
        new Dictionary<string, string> { ["STATE"] = "${data}/state" }, ["/etc/${name}.env"], "/srv/${name}", null,
        RestartRule.Default, StopRule.Default, new ReadyRule.ByHttp("http://127.0.0.1:${port}/", ReadyRule.DefaultLimit), [], null, 7000, new GroupOrigin("wconsole.yaml", 3))
    {
        Node = "mail${index}@${host}",
    };

    [Fact]
    public void Each_replica_has_its_own_name_port_and_data_directory()
    {
        var (first, second) = (Replica.Expand(Mail, 0, 7000, "/state/mail/0", "web1.example"), Replica.Expand(Mail, 1, 7001, "/state/mail/1", "web1.example"));
        Assert.Equal(["./mail", "--port", "7000", "-n", "mail0@web1.example"], first.Arguments);
        Assert.Equal(["./mail", "--port", "7001", "-n", "mail1@web1.example"], second.Arguments);
        Assert.Equal(("mail:0", "mail:1"), (first.Id, second.Id));
        Assert.Equal("/state/mail/1/state", second.Environment["STATE"]);
        Assert.Equal(["/etc/mail.env"], second.EnvironmentFiles);
        Assert.Equal("/srv/mail", second.WorkingDirectory);
        Assert.Equal("mail1@web1.example", second.Node);
        Assert.Equal(new ReadyRule.ByHttp("http://127.0.0.1:7001/", ReadyRule.DefaultLimit), second.Ready);
    }

    [Theory]
    [InlineData("a ${HOME} ${name}", "a ${HOME} mail")]
    [InlineData("$${name} is ${name}", "${name} is mail")]
    [InlineData("${port} ${unclosed", "${port} ${unclosed")]
    [InlineData("${ind${index}ex}", "${ind0ex}")]
    [InlineData("${name", "${name")]
    public void What_is_no_placeholder_stays(string text, string expected) =>
        Assert.Equal(expected, new Placeholders("mail", 0, null, "/d", "h").Fill(text));

    [Fact]
    public void A_port_is_found_only_for_who_uses_one()
    {
        Assert.True(Mail.UsesPort);
        var without = Mail with { Port = null };
        Assert.True(without.UsesPort);
        without = without with { Command = ["./mail"] };
        Assert.True(without.UsesPort);
        Assert.False((without with { Ready = new ReadyRule.ByNotify(ReadyRule.DefaultLimit) }).UsesPort);
        Assert.False(Placeholders.NamesPort("$${port}"));
    }

    [Fact]
    public void Pauses_double_up_to_the_longest()
    {
        var rule = RestartRule.Default with { LongestPause = TimeSpan.FromSeconds(5) };
        Assert.Equal([1, 2, 4, 5, 5], Enumerable.Range(1, 5).Select(n => rule.Pause(n).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(5), rule.Pause(int.MaxValue));
    }

    [Theory]
    [InlineData(RestartPolicy.Always, 0, true)]
    [InlineData(RestartPolicy.Unexpected, 0, false)]
    [InlineData(RestartPolicy.Unexpected, 3, true)]
    [InlineData(RestartPolicy.Unexpected, null, true)]
    [InlineData(RestartPolicy.Never, 3, false)]
    public void The_policy_says_who_is_started_again(RestartPolicy policy, int? code, bool again) =>
        Assert.Equal(again, (RestartRule.Default with { Policy = policy }).StartsAgain(code));

    [Fact]
    public void A_file_of_variables_is_read_line_by_line()
    {
        var (variables, bad) = EnvironmentText.Parse("# c\r\nA=1\r\nexport B = \"two words\"\nexport C='x=y'\n\nno sign\n1A=2\nD=\n");
        Assert.Equal([new("A", "1"), new("C", "x=y"), new("D", "")], variables);
        Assert.Equal([3, 6, 7], bad);
    }
}
