using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using WConsole.Cli.Output;
using WConsole.Fleet.Launch;
using WConsole.Settings;

namespace WConsole.Cli.Launch;

/// <summary><c>logs</c>: what programs of the launcher wrote, read from their files; no launcher needs to live.</summary>
internal static class LogsVerb
{
    private const int DefaultLines = 100;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public static Command Make()
    {
        var targets = new Argument<string[]>("TARGET") { Description = "Programs (mail:0) or groups; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what is written, also of the next runs.", Arity = ArgumentArity.Zero };
        var since = GlobalOptions.Text("--since", null, "T", "Only what was written in the last 10m (or 30s, 2h); a little more rather than less.", recursive: false);
        var previous = GlobalOptions.Flag("--previous", "The run before the last one.", recursive: false);
        var lines = new Option<int?>("--lines", "-n") { Description = "At most so many last lines of each (100).", HelpName = "N" };
        return new VerbCommand("logs", "What programs of the launcher wrote: of the last run, of the one before, followed.", VerbKind.Plain, RunAsync)
        {
            targets, follow, since, previous, lines, LaunchOptions.StateDir(),
        };

        async Task<ExitCode> RunAsync(Call call, CancellationToken token)
        {
            var folder = LaunchOptions.Door(call).Look().Folder;
            var known = Known(folder);
            var words = call.Parse.GetValue(targets) ?? [];
            if (words.FirstOrDefault(w => !known.Any(id => Is(id, w))) is { } stray)
            {
                return call.Fail(new CliError(
                    ExitCode.Usage, $"there is no log of '{stray}'", known.IsEmpty ? $"nothing ran in {folder}; run wconsole up" : Nearest.Of(stray, known) is { } near ? $"did you mean '{near}'?" : $"there are: {string.Join(" ", known.Take(12))}"));
            }

            DateTimeOffset? from = null;
            if (call.Parse.GetValue(since) is { } text)
            {
                if (DurationText.Parse(text) is not { } span)
                {
                    return call.Fail(new CliError(ExitCode.Usage, $"'{text}' is no time", "write 30s, 10m or 2h"));
                }

                from = call.Host.Time.GetUtcNow() - span;
            }

            var chosen = known.Where(id => words.Length == 0 || words.Any(w => Is(id, w))).ToImmutableArray();
            if (chosen.IsEmpty)
            {
                call.Host.Streams.Say($"wconsole: nothing was logged in {folder} yet");
                return ExitCode.Done;
            }

            var tails = chosen.Select(id => new LogTail(folder, id, chosen.Length > 1 ? id.PadRight(chosen.Max(c => c.Length)) + " | " : "")).ToList();
            foreach (var tail in tails)
            {
                tail.Begin(call.Parse.GetValue(previous), from, call.Parse.GetValue(lines) ?? (from is null ? DefaultLines : int.MaxValue), line => Write(call, line));
            }

            while (call.Parse.GetValue(follow))
            {
                await Task.Delay(Step, call.Host.Time, token);
                tails.ForEach(t => t.Go(line => Write(call, line)));
            }

            return ExitCode.Done;
        }
    }

    private static void Write(Call call, string line) => call.Host.Streams.Data((call.Host.Streams.OutIsTerminal ? PlainText.Line(line) : line) + "\n");

    private static bool Is(string id, string word) => id == word || (id.Length > word.Length && id[word.Length] == ':' && id.StartsWith(word, StringComparison.Ordinal));

    // The folders alone know: a program that is no longer kept has its logs all the same.
    private static ImmutableArray<string> Known(string folder)
    {
        var logs = Path.Combine(folder, "logs");
        if (!Directory.Exists(logs))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(logs).Select(d => Fleet.Model.SafeName.Unescape(Path.GetFileName(d))).Where(n => n.LastIndexOf('_') > 0)
                .Select(n => string.Concat(n.AsSpan(0, n.LastIndexOf('_')), ":", n.AsSpan(n.LastIndexOf('_') + 1)))
                .OrderBy(id => id[..id.LastIndexOf(':')], StringComparer.Ordinal).ThenBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal),
        ];
    }
}

/// <summary>Reads one program's log from run to run.</summary>
internal sealed class LogTail(string folder, string id, string prefix)
{
    private const int MostLine = 64 * 1024;
    private readonly StringBuilder _rest = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private int _run;
    private long _at;

    /// <summary>Tells what is there.</summary>
    public void Begin(bool previous, DateTimeOffset? since, int most, Action<string> tell)
    {
        var runs = Runs();
        if (runs.Length == 0)
        {
            return;
        }

        var lines = new Queue<string>();
        _run = runs[^1];
        if (since is { } from)
        {
            foreach (var run in previous ? runs[..^1] : runs)
            {
                var file = LogNames.File(folder, id, run);
                if (LogNames.Offset(Text(file + LogNames.Times), from) is not { } offset)
                {
                    continue;
                }

                if (offset == 0)
                {
                    Read(file + LogNames.Older, 0, Keep);
                }

                Read(file, offset, Keep);
            }
        }
        else
        {
            var run = previous ? runs.Length > 1 ? runs[^2] : 0 : _run;
            Read(LogNames.File(folder, id, run) + LogNames.Older, 0, Keep);
            Read(LogNames.File(folder, id, run), 0, Keep);
        }

        // What is followed goes on at the end of the last run.
        if (previous)
        {
            _at = new FileInfo(LogNames.File(folder, id, _run)) is { Exists: true } now ? now.Length : 0;
        }

        foreach (var line in lines)
        {
            tell(line);
        }

        void Keep(string line)
        {
            lines.Enqueue(line);
            if (lines.Count > most)
            {
                lines.Dequeue();
            }
        }
    }

    /// <summary>Tells what was written since.</summary>
    public void Go(Action<string> tell)
    {
        Read(LogNames.File(folder, id, _run), _at, tell);
        foreach (var run in Runs().Where(r => r > _run))
        {
            _run = run;
            Read(LogNames.File(folder, id, run), 0, tell);
        }
    }

    private int[] Runs()
    {
        var logs = LogNames.Folder(folder, id);
        return Directory.Exists(logs) ? [.. Directory.EnumerateFiles(logs).Where(f => f.EndsWith(".log", StringComparison.Ordinal)).Select(LogNames.Run).OfType<int>().Order()] : [];
    }

    private void Read(string path, long from, Action<string> tell)
    {
        try
        {
            if (!File.Exists(path))
            {
                return;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            // Shortened meanwhile: what is left of it is new, or was shown as part of what was moved.
            _at = from > file.Length ? Math.Max(0, file.Length - MostLine) : from;
            file.Seek(_at, SeekOrigin.Begin);
            var bytes = new byte[64 * 1024];
            var chars = new char[bytes.Length + 1];
            for (int n; (n = file.Read(bytes)) > 0; _at += n)
            {
                Take(chars.AsSpan(0, _decoder.GetChars(bytes, 0, n, chars, 0)), tell);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tell($"(its log cannot be read: {e.Message})");
        }
    }

    private void Take(ReadOnlySpan<char> text, Action<string> tell)
    {
        while (text.IndexOf('\n') is >= 0 and var end)
        {
            _rest.Append(text[..end].TrimEnd('\r'));
            tell(prefix + _rest);
            _rest.Clear();
            text = text[(end + 1)..];
        }

        _rest.Append(text);
        if (_rest.Length > MostLine)
        {
            tell(prefix + _rest);
            _rest.Clear();
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
