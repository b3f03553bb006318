using System.Text;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Fleet.Launch;

public sealed class LaunchCodecTests
{
    private static readonly WorkerGroup Full = Groups.Of("mail", 3, "db", "x") with
    {
        User = "www",
        Port = 7000,
        Node = "mail${index}@h",
        Secrets = new HashSet<string> { "A" },
        Queues = ["mail"],
        IsWholeEnvironment = true,
        Leaves = true,
        Replaces = new Predecessor(4711, 12345678901),
        Restart = new RestartRule(RestartPolicy.Unexpected, TimeSpan.FromMilliseconds(1500), 2, [0, 3], TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(9)),
        Stop = new StopRule("INT", TimeSpan.FromSeconds(4), null),
        Watch = new WatchRule(["**/*.py", "!x"], WatchBackend.Poll, TimeSpan.FromSeconds(1), true),
    };

    private static readonly ProgramState State = new("mail:2")
    {
        Phase = ProgramPhase.Stopping,
        Wanted = true,
        Since = TimeSpan.FromSeconds(3),
        Due = TimeSpan.FromSeconds(4),
        Run = 7,
        Restarts = 6,
        Failures = 1,
        ShortLives = 2,
        ShortCrashes = 1,
        Process = new ProgramProcess(12, 34, TimeSpan.FromSeconds(2), true),
        Predecessor = new Predecessor(11, 22),
        Ready = Readiness.Overdue,
        ReadyDue = TimeSpan.FromSeconds(8),
        LastExit = new ProgramExit(null, 9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), "bye\u001b[31m"),
        Step = StopStep.Late,
        SignalSent = true,
        KillAt = TimeSpan.FromSeconds(9),
        KillAfter = TimeSpan.FromSeconds(5),
        StartsAfterStop = true,
        Sweeping = true,
    };

    public static TheoryData<string> Rules => [.. Ready.Keys];

    private static Dictionary<string, ReadyRule> Ready { get; } = new()
    {
        ["startsecs"] = new ReadyRule.ByStartSecs(TimeSpan.FromSeconds(1)),
        ["reply"] = new ReadyRule.ByReply(TimeSpan.FromSeconds(2)),
        ["log"] = new ReadyRule.ByLogLine("re.dy", TimeSpan.FromSeconds(3)),
        ["http"] = new ReadyRule.ByHttp("http://127.0.0.1:${port}/", TimeSpan.FromSeconds(4)),
        ["tcp"] = new ReadyRule.ByTcp("127.0.0.1", "${port}", TimeSpan.FromSeconds(5)),
        ["notify"] = new ReadyRule.ByNotify(TimeSpan.FromSeconds(6)),
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_group_comes_back_from_the_journal_as_it_went(string rule)
    {
        Assert.Equal(typeof(ReadyRule).GetNestedTypes().Length, Ready.Count);
        var line = new JournalLine.Group(Full with { Ready = Ready[rule] });
        var back = Assert.IsType<JournalLine.Group>(JournalLine.Decode(line.Encode()));
        Assert.Equal(line.Encode(), back.Encode());
        Assert.Equal(Ready[rule], back.Value.Ready);
        Assert.Equal("b\n\"'é", back.Value.Environment["A"]);
        Assert.True(back.Value is { IsWholeEnvironment: true, Leaves: true });
    }

    [Fact]
    public void Every_journal_line_comes_back_as_it_went()
    {
        JournalLine[] lines =
        [
            new JournalLine.Begun(1, 2, "boot"), new JournalLine.Group(Full), new JournalLine.Program("mail", 2, 7002, true, true, true, State),
            new JournalLine.Program("mail", 0, null, false, false, false, new ProgramState("mail:0")), new JournalLine.Gone("mail:2"), new JournalLine.GroupGone("mail"),
        ];
        Assert.Equal(typeof(JournalLine).GetNestedTypes().Length, lines.Select(l => l.GetType()).Distinct().Count());
        Assert.All(lines, line => Assert.Equal(line.Encode(), JournalLine.Decode(line.Encode())!.Encode()));
        var program = Assert.IsType<JournalLine.Program>(JournalLine.Decode(lines[2].Encode()));
        Assert.Equal(State, program.State with { Leftovers = State.Leftovers, Report = State.Report });
    }

    [Fact]
    public void Every_request_comes_back_as_it_went()
    {
        LaunchRequest[] requests =
        [
            new LaunchRequest.Look(true), new LaunchRequest.Look(true, Measured: false), new LaunchRequest.Up([Full], ["mail"]), new LaunchRequest.Start(["a"]), new LaunchRequest.Stop(["a", "b:1"], TimeSpan.FromSeconds(2)),
            new LaunchRequest.Stop([], null), new LaunchRequest.Restart(["a"]), new LaunchRequest.Kill(["a"]), new LaunchRequest.Scale("a", 3), new LaunchRequest.Down(null),
            new LaunchRequest.Add(Full), new LaunchRequest.Add(Full, AtOnce: false), new LaunchRequest.Remove(["a", "b"]),
        ];
        Assert.Equal(typeof(LaunchRequest).GetNestedTypes().Length, requests.Select(l => l.GetType()).Distinct().Count());
        Assert.All(requests, request =>
        {
            var back = LaunchRequest.Decode(request.Encode(41))!;
            Assert.Equal((41, request.GetType()), (back.Number, back.Request.GetType()));
            Assert.Equal(request.Encode(41), back.Request.Encode(41));
        });
    }

    [Fact]
    public void Every_reply_comes_back_as_it_went()
    {
        var status = new ProgramStatus(
            "mail:2", "mail", 2, new FrameworkId("celery"),
            State with { Leftovers = ["pid 1"], Watchdog = TimeSpan.FromSeconds(1), WatchdogDue = TimeSpan.FromSeconds(2), Note = "n", Report = new ProgramReport("s", "threads", 4, [new ReportedRun("a", "b", 3), new ReportedRun("c", null, null)], ["q"], 5, 6) },
            4, StopRule.Default, true, true, ["db:0"], ["/bin/sh", "-c", "x"], "/w", 7002, "mail2@h", "/l", "/p", "last", new ProgramUsage(3, 0.5, 1024));
        LaunchReply[] replies =
        [
            new LaunchReply.Taken(1, ["a"], ["note"]), new LaunchReply.Refused(2, "why", "remedy"), new LaunchReply.Stopped(),
            new LaunchReply.Programs(TimeSpan.FromSeconds(5), 77, true, [status, status with { State = new ProgramState("mail:2"), Usage = null, LogFile = null, Port = null }], ["gone:1"], ["news"]),
        ];
        Assert.Equal(typeof(LaunchReply).GetNestedTypes().Length, replies.Length);
        Assert.All(replies, reply => Assert.Equal(reply.Encode(), LaunchReply.Decode(reply.Encode())!.Encode()));
    }

    [Fact]
    public void Outside_bytes_never_throw()
    {
        var random = new Random(11);
        byte[][] seeds =
        [
            new LaunchRequest.Up([Full], ["mail"]).Encode(1), new JournalLine.Program("mail", 2, 7002, true, true, true, State).Encode(), new LaunchReply.Taken(1, ["a"], []).Encode(),
            "STATUS=x\nX_WCONSOLE_RUNNING=a:b:3 c\nWATCHDOG_USEC=99999999999999999999\nMAINPID=-4\nEXTEND_TIMEOUT_USEC=9223372036854775807"u8.ToArray(),
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = seeds[random.Next(seeds.Length)].ToArray();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var cut = bytes.AsMemory(0, random.Next(bytes.Length + 1));
            _ = LaunchRequest.Decode(cut);
            _ = JournalLine.Decode(cut);
            _ = LaunchReply.Decode(cut);
            _ = NotifyMessage.Parse(cut.Span);
        }

        Assert.Null(LaunchRequest.Decode("{\"v\":2,\"id\":1,\"ask\":\"down\"}"u8.ToArray()));
        Assert.Null(LaunchRequest.Decode(Encoding.UTF8.GetBytes(new string('[', 100_000))));
    }

    [Fact]
    public void A_picture_takes_changes_and_departures_in()
    {
        static ProgramStatus Of(string group, int index, int run) => new(
            Replica.Id(group, index), group, index, WorkerGroup.Plain, new ProgramState(Replica.Id(group, index)) { Run = run }, 4, StopRule.Default, false, false, [], [], "/", null, null, null, null, null, null);
        var picture = LaunchPicture.Nothing.With(new LaunchReply.Programs(default, 1, true, [Of("b", 10, 1), Of("b", 9, 1), Of("a", 0, 1)], [], ["one"]));
        picture = picture.With(new LaunchReply.Programs(default, 1, false, [Of("b", 9, 2)], ["a:0"], ["two"]));
        Assert.Equal(["b:9 2", "b:10 1"], picture.Programs.Select(p => $"{p.Id} {p.State.Run}"));
        Assert.Equal(["one", "two"], picture.News);
    }
}
