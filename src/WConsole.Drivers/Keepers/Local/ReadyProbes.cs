using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Asks again and again whether a program's readiness rule is met, until it is or nobody wants to know.</summary>
/// <param name="reply">Whether a framework answers for a program; null where nobody can be asked.</param>
internal sealed class ReadyProbes(TimeProvider time, Func<Program, CancellationToken, Task<bool?>>? reply, Action<string, int> proved) : IDisposable
{
    // What Celery writes when it has connected to its broker and takes work.
    private const string OwnWord = @"\bready\.\s*$";
    private const int MostLog = 16 * 1024 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (int Run, CancellationTokenSource Stop)> _open = new(StringComparer.Ordinal);
    private readonly Lazy<HttpClient> _http = new(() => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience });

    /// <summary>Starts or ends the probe of one program, as its state wants it.</summary>
    /// <param name="log">The log of its run.</param>
    public void Fit(KeptProgram program, string log)
    {
        var state = program.State;
        var wants = state.Process is not null && state.Ready != Readiness.Yes && state.Phase is ProgramPhase.Starting or ProgramPhase.Running
            && program.Program.Ready is not (ReadyRule.ByStartSecs or ReadyRule.ByNotify);
        if (_open.TryGetValue(program.Id, out var open) && (!wants || open.Run != state.Run))
        {
            Forget(program.Id);
        }

        if (wants && !_open.ContainsKey(program.Id))
        {
            var stop = new CancellationTokenSource();
            _open[program.Id] = (state.Run, stop);
            _ = RunAsync(program.Program, state.Run, log, stop.Token);
        }
    }

    public void Forget(string id)
    {
        if (_open.Remove(id, out var open))
        {
            open.Stop.Cancel();
            open.Stop.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var id in _open.Keys.ToList())
        {
            Forget(id);
        }

        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private async Task RunAsync(Program program, int run, string log, CancellationToken token)
    {
        var lines = program.Ready switch { ReadyRule.ByLogLine byLine => new LogLines(log, byLine.Pattern), ReadyRule.ByReply => new LogLines(log, OwnWord), _ => null };
        var pause = FirstPause;
        try
        {
            while (true)
            {
                var met = program.Ready switch
                {
                    ReadyRule.ByLogLine => lines!.Look(),
                    ReadyRule.ByTcp tcp => await ConnectsAsync(tcp, token),
                    ReadyRule.ByHttp http => await AnswersAsync(http.Url, token),
                    // Where no broker can be asked, the worker's own word in its log has to do.
                    ReadyRule.ByReply => await RepliesAsync(program, token) ?? lines!.Look(),
                    _ => false,
                };
                if (met)
                {
                    proved(program.Id, run);
                    return;
                }

                await Task.Delay(pause, time, token);
                pause = pause + pause < LongestPause ? pause + pause : LongestPause;
                pause = lines is not null ? FirstPause + FirstPause : pause;
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants to know any more.
        }
    }

    // Whatever a framework's driver meets is no answer: the next look asks again.
    private async Task<bool?> RepliesAsync(Program program, CancellationToken token)
    {
        try
        {
            return reply is null ? null : await reply(program, token);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<bool> ConnectsAsync(ReadyRule.ByTcp tcp, CancellationToken token)
    {
        if (!int.TryParse(tcp.Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            return false;
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(tcp.Host, port, patience.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<bool> AnswersAsync(string url, CancellationToken token)
    {
        try
        {
            using var answer = await _http.Value.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, token);
            return (int)answer.StatusCode is >= 200 and < 400;
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or InvalidOperationException || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            return false;
        }
    }

    // Reads on where it left off; linear time whatever the pattern.
    private sealed class LogLines(string path, string pattern)
    {
        private readonly Regex? _regex = Make(pattern);
        private long _at;
        private string _rest = "";

        public bool Look()
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                _at = file.Length < _at ? 0 : _at;
                file.Seek(_at, SeekOrigin.Begin);
                var buffer = new byte[64 * 1024];
                for (int n; _at < MostLog && (n = file.Read(buffer)) > 0;)
                {
                    _at += n;
                    var lines = (_rest + Encoding.UTF8.GetString(buffer, 0, n)).Split('\n');
                    _rest = lines[^1].Length > buffer.Length ? "" : lines[^1];
                    if (lines.Any(l => _regex?.IsMatch(l) ?? l.Contains(pattern, StringComparison.Ordinal)))
                    {
                        return true;
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }

            return false;
        }

        // The settings check patterns; one that is none all the same is looked for as it stands.
        private static Regex? Make(string pattern)
        {
            try
            {
                return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                return null;
            }
        }
    }
}
