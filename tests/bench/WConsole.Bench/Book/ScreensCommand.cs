using System.Text;
using System.Text.RegularExpressions;
using WConsole.Bench.Redis;
using WConsole.Bench.Screens;
using WConsole.Bench.Simulator;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Bench.Book;

/// <summary>
/// <c>screens ROOT [--check] [--binary PATH | --built]</c>: makes the pictures of the README and of docs/screens.md from the running program over a simulated fleet. With
/// <c>--check</c> nothing is written, and what is stale is named; numbers and the width of gaps do not count then, as ages differ from run to run.
/// </summary>
internal static partial class ScreensCommand
{
    private static readonly CastNode[] Cast =
    [
        new("orders1@web1", "orders", 4, 1, 1520), new("orders2@web2", "orders", 4, 0, 1498), new("mail1@web1", "mail", 2, 2, 8123), new("mail2@web2", "mail", 2, 1, 8077),
        new("video1@gpu1", "video", 2, 2, 96), new("report1@web2", "report", 2, 0, 12, Silent: true),
    ];

    private static readonly BookScreen[] Book =
    [
        new("workers", "The home view: the worst first, the whole row in its state's tone, what is the same everywhere said once in the title.", "100x16", [], "catatonic"),
        new("filter", "A filter narrows with every letter.", "100x12", ["/", "queues:mail"], "2/6"),
        new("dialog", "Two marked, one dialog: how each is reached, what it costs, and what comes next.", "100x24", ["/name:mail\\r", "*", "w"], "Warm stop 2 workers"),
        new("outcomes", "What came of it, one line for each.", "100x12", ["/name:mail\\r", "*", "P", "o"], "2 done|mail2@web2 +done"),
        new("commands", "The same as command lines, to be copied.", "100x12", ["/name:mail\\r", "*", "P", "@"], "wconsole --batch ping"),
        new("palette", "Everything by name.", "100x20", ["/name:orders1\\r", ":", "warm"], "Warm stop"),
        new("help", "Help is a list whose lines run.", "100x24", ["/name:orders1\\r", "?"], "help for workers"),
        new("hosts", "By host.", "100x12", [":hosts\\r"], "hosts\\(shop\\)\\[3\\]"),
        new("queues", "By queue.", "100x12", [":queues\\r"], "queues\\(shop\\)"),
        new("worker", "Everything known of one worker.", "100x36", ["/name:video\\r", "\\r"], "Pool: prefork"),
        new("small", "On forty columns and twelve lines.", "40x12", [], "video1"),
    ];

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args, "built", "check");
        if (flags.Words is not [var root])
        {
            await output.WriteLineAsync("usage: WConsole.Bench screens ROOT [--check] [--binary PATH | --built]");
            return 2;
        }

        using var console = await ConsoleProgram.FindAsync(flags, token);
        using var server = await BenchServer.StartAsync(token);
        Directory.CreateDirectory(Path.Combine(console.Home, "wconsole"));
        await File.WriteAllTextAsync(Path.Combine(console.Home, "wconsole/config.yaml"), $"clusters:\n  shop:\n    sources:\n      - redis: redis://127.0.0.1:{server.Port}/0\n", token);
        await using var fleet = await SimulatedFleet.StartAsync(new RedisEndpoint { Port = server.Port }, new FleetOptions { Cast = Cast, Nodes = Cast.Length }, null, TimeProvider.System, token);
        var pictures = new Dictionary<string, string>();
        foreach (var screen in Book)
        {
            pictures[screen.Name] = await PictureAsync(console, screen, $"127.0.0.1:{server.Port}", token);
        }

        var page = new StringBuilder("# Screens\n\nMade from the running program over a simulated fleet by `docs/screens/make`; do not edit.\n");
        foreach (var screen in Book)
        {
            page.Append($"\n{screen.Says}\n\n```\n{pictures[screen.Name]}\n```\n");
        }

        var stale = await PutAsync(Path.Combine(root, "docs/screens.md"), _ => page.ToString(), flags.Has("check"), token)
            + await PutAsync(Path.Combine(root, "README.md"), text => Marked().Replace(text, m => $"{m.Groups[1].Value}{pictures[m.Groups[2].Value]}{m.Groups[4].Value}"), flags.Has("check"), token);
        await output.WriteLineAsync(stale.Length == 0 ? $"{Book.Length} screens are current" : $"{(flags.Has("check") ? "stale" : "written")}:{stale}");
        return stale.Length > 0 && flags.Has("check") ? 1 : 0;
    }

    private static async Task<string> PictureAsync(ConsoleProgram console, BookScreen screen, string address, CancellationToken token)
    {
        var size = screen.Size.Split('x').Select(int.Parse).ToArray();
        await using var pty = console.OnPty(size[0], size[1], "-c", "shop");
        // The silent one is known to be so only after a while.
        await RequireAsync(pty, "wait 30 catatonic", token);
        await RequireAsync(pty, "wait 30 2/2", token);
        foreach (var keys in screen.Keys)
        {
            await pty.DoAsync($"keys {keys}", token);
            await pty.DoAsync("settle 400 10", token);
        }

        await RequireAsync(pty, $"wait 20 {screen.Shows}", token);
        await pty.DoAsync("settle 400 10", token);
        var picture = await pty.PictureAsync(token);
        return string.Join('\n', picture.Replace(address, "redis.shop.example:6379", StringComparison.Ordinal).Split('\n').Select(l => l.TrimEnd()));
    }

    private static async Task RequireAsync(Pty pty, string step, CancellationToken token)
    {
        if (!double.IsFinite(await pty.MsAsync(step, token)))
        {
            throw new InvalidOperationException($"'{step}' never came:\n{await pty.PictureAsync(token)}");
        }
    }

    // The names of files that had to change.
    private static async Task<string> PutAsync(string path, Func<string, string> change, bool isCheck, CancellationToken token)
    {
        var old = File.Exists(path) ? await File.ReadAllTextAsync(path, token) : "";
        var next = change(old);
        if (Gist(old) == Gist(next))
        {
            return "";
        }

        if (isCheck)
        {
            var (was, now) = (Gist(old).Split('\n'), Gist(next).Split('\n'));
            var at = was.Zip(now).TakeWhile(p => p.First == p.Second).Count();
            return $" {Path.GetFileName(path)} (line {at + 1}: '{was.ElementAtOrDefault(at)}' is now '{now.ElementAtOrDefault(at)}')";
        }

        await File.WriteAllTextAsync(path, next, token);
        return $" {Path.GetFileName(path)}";
    }

    private static string Gist(string text) => Gaps().Replace(Numbers().Replace(text, "#"), " ");

    [GeneratedRegex("(<!-- made by docs/screens/make: ([a-z]+) -->\n```\n)(.*?)(\n```\n)", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("[0-9]+(?:[.][0-9]+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex("[ ─]+")]
    private static partial Regex Gaps();
}
