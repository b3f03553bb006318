using System.Collections.Immutable;
using System.Threading.Channels;
using WConsole.Drivers.Hosts;
using WConsole.Drivers.Keepers.Local;
using WConsole.Tests.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Launcher;

/// <summary>When the launcher looks for what programs left behind: no process of this host is touched, and no time passes but by the test.</summary>
public sealed class TreeWorkTests : IAsyncDisposable
{
    private readonly ProcFolder _proc = new();
    private readonly ManualTime _time = new();
    private readonly Channel<string> _ended = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _stop = new();
    private readonly TreeWork _work;
    private readonly Task _running;
    private readonly SemaphoreSlim _wondered = new(0);
    private volatile bool _more;

    public TreeWorkTests()
    {
        _work = new TreeWork(new ProcFs(_proc.Root), _time, () => MoreToCome(), (id, left) => _ended.Writer.TryWrite($"{id} {left.Length}"));
        _running = _work.RunAsync(_stop.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 30_000)]
    public async Task One_that_ends_alone_is_looked_after_at_once()
    {
        End("web:0", 501);
        Assert.Equal("web:0 0", await _ended.Reader.ReadAsync(Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task While_others_are_about_to_end_it_waits_for_them_and_no_longer_than_for_the_last()
    {
        _more = true;
        End("web:0", 501);
        End("web:1", 502);
        await _wondered.WaitAsync(Token);
        Assert.False(_ended.Reader.TryRead(out _));
        _more = false;
        End("web:2", 503);
        string[] heard = [await _ended.Reader.ReadAsync(Token), await _ended.Reader.ReadAsync(Token), await _ended.Reader.ReadAsync(Token)];
        Assert.Equal(["web:0 0", "web:1 0", "web:2 0"], heard.Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_takes_long_holds_nobody_up()
    {
        _more = true;
        End("web:0", 501);
        await _wondered.WaitAsync(Token);
        Assert.False(_ended.Reader.TryRead(out _));
        var heard = _ended.Reader.ReadAsync(Token).AsTask();
        while (!heard.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        Assert.Equal("web:0 0", await heard);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _wondered.Dispose();
        _proc.Dispose();
    }

    private bool MoreToCome()
    {
        _wondered.Release();
        return _more;
    }

    private void End(string id, int pid) => _work.End(
        id, new TreeRoot(pid, 77, pid, pid, [], null, [], [], ImmutableArray.Create($"WCONSOLE_ID=test.{id}.1"), false, null), "TERM", TimeSpan.FromSeconds(1));
}
