using System.Collections.Immutable;
using System.Net.Sockets;
using WConsole.Drivers.Hosts;
using WConsole.Drivers.Keepers.Local;
using WConsole.Fleet.Launch;

namespace WConsole.Tests.Drivers.Launcher;

/// <summary>When clients of a launcher are shown what changed, and what they hear at its end.</summary>
public sealed class AudienceTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wconsole-audience-");
    private readonly ManualTime _time = new();
    private readonly LauncherNews _news;
    private readonly Audience _audience;
    private readonly SemaphoreSlim _flushed = new(0);
    private readonly List<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _serving = [];

    public AudienceTests()
    {
        var folder = new LauncherFolder(_folder.FullName);
        _news = new LauncherNews(folder.Log, _time, 100);
        _audience = new Audience(new StatusBoard(new LogBook(folder), new ProcFs()), _news, () => _time.GetElapsedTime(0));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task Changes_are_shown_at_once_after_a_quiet_time_and_else_together()
    {
        var heard = await FollowAsync();
        await TellAsync("one");
        Assert.Equal(["one"], await NewsAsync(heard));
        _news.Tell("two");
        _audience.Show(LaunchState.Empty);
        _news.Tell("three");
        _audience.Show(LaunchState.Empty);
        ShowWhenDue();
        Assert.Equal(["two", "three"], await NewsAsync(heard));
        Assert.Null(_audience.Due);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_comes_of_a_stop_of_all_in_the_next_moment_is_one_picture()
    {
        var heard = await FollowAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        _audience.Hold();
        _news.Tell("one");
        _audience.Show(LaunchState.Empty);
        _news.Tell("two");
        _audience.Show(LaunchState.Empty);
        ShowWhenDue();
        Assert.Equal(["one", "two"], await NewsAsync(heard));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_the_end_everybody_sees_the_last_picture_and_whether_everything_stopped(bool stopped)
    {
        var follower = await FollowAsync();
        var (_, waiter) = Client();
        _news.Tell("the end");
        _audience.Dismiss(LaunchState.Empty, stopped);
        Assert.Equal(["the end"], await NewsAsync(follower));
        foreach (var line in new[] { follower, waiter })
        {
            Assert.Equal(stopped, await line.NextAsync(Token) is { } last && LaunchReply.Decode(last) is LaunchReply.Stopped);
            Assert.Null(await line.NextAsync(Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _sockets.ForEach(s => s.Dispose());
        await Task.WhenAll(_serving);
        _end.Dispose();
        _flushed.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<ImmutableArray<string>> NewsAsync(LineReader heard)
    {
        var line = await heard.NextAsync(Token);
        var picture = Assert.IsType<LaunchReply.Programs>(LaunchReply.Decode(Assert.NotNull(line)));
        // Without their stamps.
        return [.. picture.News.Select(n => n[(n.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
    }

    private void ShowWhenDue()
    {
        var due = Assert.NotNull(_audience.Due);
        _time.Advance(due - _time.GetElapsedTime(0));
        _audience.Show(LaunchState.Empty);
    }

    private async Task TellAsync(string line)
    {
        _news.Tell(line);
        _audience.Show(LaunchState.Empty);
        await _flushed.WaitAsync(Token);
    }

    private async Task<LineReader> FollowAsync()
    {
        var (client, heard) = Client();
        _audience.Begin(client, new LaunchRequest.Look(true), LaunchState.Empty);
        await _flushed.WaitAsync(Token);
        Assert.Empty(await NewsAsync(heard));
        _time.Advance(TimeSpan.FromSeconds(1));
        return heard;
    }

    private (LauncherClient Client, LineReader Heard) Client()
    {
        var path = Path.Combine(_folder.FullName, $"s{_sockets.Count}");
        using var listener = SocketPlace.Bound(path, SocketType.Stream);
        listener.Listen(1);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        _sockets.Add(socket);
        var client = new LauncherClient(listener.Accept());
        _serving.Add(client.RunAsync(_ => Task.CompletedTask, () => _flushed.Release(), _end.Token));
        _audience.Add(client);
        return (client, new LineReader(new NetworkStream(socket), 1024 * 1024));
    }
}
