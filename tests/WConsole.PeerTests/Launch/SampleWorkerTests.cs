using System.Globalization;
using System.Net.Sockets;
using System.Text;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Launch;

/// <summary>The demo's own worker as a process: what it reports, and what each signal does to it.</summary>
public sealed class SampleWorkerTests : IAsyncDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private ChildProcess? _worker;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }

        _socket.Dispose();
        _folder.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task It_reports_itself_and_stops_warmly_on_TERM()
    {
        Put("mail.send", 700, "a1");
        Start("--slots", "2", "--queues", "mail");
        var report = await ReportAsync(r => r.GetValueOrDefault("X_WCONSOLE_RUNNING") == "mail.send:a1");
        Assert.Equal(("1", "threads", "2", "mail:0"), (report["READY"], report["X_WCONSOLE_POOL"], report["X_WCONSOLE_SLOTS"], report["X_WCONSOLE_QUEUES"]));
        Put("mail.send", 700, "b1");
        await ReportAsync(r => r.GetValueOrDefault("X_WCONSOLE_RUNNING", "").Contains("b1", StringComparison.Ordinal));
        Signal("TERM");
        await _worker!.WaitForExitAsync(Token);
        Assert.Equal(0, _worker.ExitCode);
        Assert.Contains("done mail.send[b1]", _worker.Output(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task QUIT_loses_what_runs_and_says_so()
    {
        Put("mail.digest", 60_000, "c1");
        Start("--queues", "mail");
        await ReportAsync(r => r.GetValueOrDefault("X_WCONSOLE_RUNNING") == "mail.digest:c1");
        Signal("QUIT");
        await _worker!.WaitForExitAsync(Token);
        Assert.Contains("lost mail.digest[c1]", _worker.Output(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task HUP_finishes_and_starts_again_under_the_same_pid()
    {
        Put("mail.send", 1200, "d1");
        Start("--queues", "mail");
        var before = await ReportAsync(r => r.GetValueOrDefault("X_WCONSOLE_RUNNING") == "mail.send:d1");
        Signal("HUP");
        var after = await ReportAsync(r => r.ContainsKey("READY") && Since(r) > Since(before));
        Assert.False(_worker!.HasExited);
        Assert.Equal("0", after["X_WCONSOLE_DONE"]);
        Assert.Contains("done mail.send[d1]", _worker.Output(), StringComparison.Ordinal);

        // And once more: the new image takes signals as the first one did.
        Signal("TERM");
        await _worker.WaitForExitAsync(Token);
        Assert.Equal(0, _worker.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task USR1_writes_what_each_slot_does_and_TTIN_adds_one()
    {
        Put("mail.digest", 60_000, "e1");
        Start("--slots", "1", "--queues", "mail");
        await ReportAsync(r => r.GetValueOrDefault("X_WCONSOLE_RUNNING") == "mail.digest:e1");
        Signal("USR1");
        Signal("TTIN");
        await ReportAsync(r => r.GetValueOrDefault("X_WCONSOLE_SLOTS") == "2");
        Assert.Contains("# slot 0: mail.digest[e1]", _worker!.Output(), StringComparison.Ordinal);
        Signal("TTOU");
        await ReportAsync(r => r.GetValueOrDefault("X_WCONSOLE_SLOTS") == "1");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_crashing_one_ends_with_its_last_words()
    {
        _worker = ChildProcess.Start(_folder.Path, "w", [Program, "sample-worker", "import0", "crash"]);
        await _worker.WaitForExitAsync(Token);
        Assert.Equal(3, _worker.ExitCode);
        Assert.EndsWith("refused the connection", _worker.Output().TrimEnd(), StringComparison.Ordinal);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "wconsole");

    private static long Since(Dictionary<string, string> report) => long.Parse(report.GetValueOrDefault("X_WCONSOLE_SINCE", "0"), CultureInfo.InvariantCulture);

    private void Put(string task, int ms, string id)
    {
        Directory.CreateDirectory(_folder.File("q/mail"));
        File.WriteAllText(_folder.File($"q/mail/0000000000000000001+{task}+{ms}+{id}"), "");
    }

    private void Start(params string[] more)
    {
        _socket.Bind(new UnixDomainSocketEndPoint(_folder.File("n")));
        _worker = ChildProcess.Start(
            _folder.Path, "w", [Program, "sample-worker", "mail0", "work", "--folder", _folder.File("q"), .. more], new Dictionary<string, string> { ["NOTIFY_SOCKET"] = _folder.File("n") });
    }

    private void Signal(string name)
    {
        using var kill = System.Diagnostics.Process.Start("/bin/kill", ["-s", name, _worker!.Pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task<Dictionary<string, string>> ReportAsync(Func<Dictionary<string, string>, bool> fits)
    {
        var buffer = new byte[8192];
        while (true)
        {
            var n = await _socket.ReceiveAsync(buffer, Token);
            var report = Encoding.UTF8.GetString(buffer, 0, n).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
            if (fits(report))
            {
                return report;
            }
        }
    }
}
