using System.Net.Sockets;
using WConsole.Fleet.Launch;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launch;

/// <summary>The examples of docs/notify.md, taken from the page and run: what they send is read by the launcher's own reader.</summary>
public sealed class NotifyPageTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData("sh", "/bin/sh", "systemd-notify")]
    [InlineData("python", "/usr/bin/python3", "python3")]
    [InlineData("php", "php", "php")]
    public async Task An_example_shows_its_work(string language, string program, string needs)
    {
        Peer.Require(needs);
        var token = TestContext.Current.CancellationToken;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("n")));
        await File.WriteAllTextAsync(_folder.File("example"), Example(language), token);
        var run = ChildProcess.RunAsync(_folder.Path, [Peer.Find(program) ?? program, _folder.File("example")], token, new Dictionary<string, string> { ["NOTIFY_SOCKET"] = _folder.File("n") });

        var (report, ready) = (ProgramReport.Nothing, false);
        var running = new List<string>();
        var buffer = new byte[NotifyMessage.MostBytes];
        // To the end of the program: systemd-notify waits until its last message was taken.
        while (!report.Stopping || !run.IsCompleted)
        {
            var received = socket.ReceiveAsync(buffer, token).AsTask();
            if (await Task.WhenAny(received, run) == run && !received.IsCompleted)
            {
                break;
            }

            var message = NotifyMessage.Parse(buffer.AsSpan(0, await received));
            ready |= message.Ready;
            report = report.With(message.Report);
            running.AddRange(message.Report.Running is { IsDefault: false } runs ? runs.Select(r => $"{r.Name}:{r.Id}") : []);
        }

        var ended = await run;
        Assert.True(report.Stopping);
        Assert.True(ended.ExitCode == 0, ended.Stderr);
        Assert.True(ready);
        Assert.Equal(["convert:a", "convert:b", "convert:c"], running);
        Assert.Equal(("solo", 1, 3L, "converting c"), (report.Pool, report.Slots, report.Done, report.Status));
        Assert.Equal(["inbox:0"], report.Queues);
        Assert.Empty(report.Running);
    }

    // The one block of this language on the page.
    private static string Example(string language)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/notify.md"));
        var blocks = page.Split($"```{language}\n");
        Assert.Equal(2, blocks.Length);
        var text = blocks[1][..blocks[1].IndexOf("```", StringComparison.Ordinal)];
        Assert.InRange(text.Split('\n').Length - 1, 8, 13);
        return text;
    }
}
