using System.Text;
using WConsole.Drivers.Keepers.Local;
using WConsole.Fleet.Launch;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class DownAheadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wconsole-down-");

    [Fact]
    public void What_is_asked_before_the_command_line_is_read_is_what_the_verb_would_ask() => Assert.Equal(new LaunchRequest.Down(null).Encode(1), DownAhead.Request.ToArray());

    [Fact]
    public void The_reply_and_the_last_word_are_heard()
    {
        var (reply, stopped) = DownAhead.Said((byte[])[.. new LaunchReply.Taken(1, ["a:0", "b:0"], []).Encode(), .. new LaunchReply.Stopped().Encode()]);
        Assert.Equal(["a:0", "b:0"], Assert.IsType<LaunchReply.Taken>(reply).Ids);
        Assert.True(stopped);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"v\":1,\"say\":\"sta")]
    [InlineData("\n\n{}\nnull\n\0\n")]
    public void A_launcher_that_went_without_a_reply_is_told_as_lost(string said)
    {
        var (reply, stopped) = DownAhead.Said(Encoding.UTF8.GetBytes(said));
        Assert.Contains("ended", Assert.IsType<LaunchReply.Refused>(reply).Why, StringComparison.Ordinal);
        Assert.False(stopped);
    }

    [Fact]
    public void Where_nobody_listens_nobody_is_asked()
    {
        Assert.Null(DownAhead.Ask(Path.Combine(_folder.FullName, "socket")));
        Assert.Null(DownAhead.Ask(Path.Combine(_folder.FullName, new string('x', 200))));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_listener_is_asked_and_its_end_is_heard()
    {
        var path = Path.Combine(_folder.FullName, "socket");
        using var listener = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        listener.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        listener.Listen();
        var asked = DownAhead.Ask(path);
        Assert.NotNull(asked);
        Assert.Null(asked.EndedWithin(TimeSpan.Zero));
        using (var served = await listener.AcceptAsync(TestContext.Current.CancellationToken))
        {
            var bytes = new byte[1000];
            var n = await served.ReceiveAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(DownAhead.Request.ToArray(), bytes[..n]);
            // More than fits into one read.
            await served.SendAsync(new LaunchReply.Taken(1, [.. Enumerable.Range(0, 2000).Select(i => $"mail:{i}")], []).Encode(), TestContext.Current.CancellationToken);
            await served.SendAsync(new LaunchReply.Stopped().Encode(), TestContext.Current.CancellationToken);
        }

        var end = asked.EndedWithin(TimeSpan.FromSeconds(20));
        Assert.True(end is { Stopped: true, Reply: LaunchReply.Taken { Ids.Length: 2000 } });
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
