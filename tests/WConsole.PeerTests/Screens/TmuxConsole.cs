using System.Globalization;
using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Screens;

/// <summary>The built console in a real terminal (tmux with its own socket): keys in, text out.</summary>
internal sealed class TmuxConsole : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    private readonly TestDirectory _home = new();
    private readonly string[] _tmux;
    private readonly CancellationToken _token;

    private TmuxConsole(CancellationToken token)
    {
        _token = token;
        _tmux = [Peer.Find("tmux")!, "-S", _home.File("socket"), "-f", "/dev/null"];
    }

    /// <summary>Opens a shell of this size and starts the console in it.</summary>
    public static async Task<TmuxConsole> StartAsync(int columns, int rows, string arguments, CancellationToken token)
    {
        var console = await ShellAsync(columns, rows, "sh", token);
        await console.TypeAsync($"clear; {Path.Combine(AppContext.BaseDirectory, "wconsole")} {arguments}; echo left with $?");
        await console.PressAsync("Enter");
        return console;
    }

    /// <summary>Opens a shell of this size that finds the built program by its name.</summary>
    public static async Task<TmuxConsole> ShellAsync(int columns, int rows, string shell, CancellationToken token)
    {
        Peer.Require("tmux");
        var console = new TmuxConsole(token);
        string[] size = ["-x", columns.ToString(CultureInfo.InvariantCulture), "-y", rows.ToString(CultureInfo.InvariantCulture)];
        await console.TmuxAsync(["new-session", "-d", .. size, $"env -u WCONSOLE_COLOR PS1='ready$ ' PATH={AppContext.BaseDirectory}:$PATH HOME={console._home.Path} XDG_STATE_HOME={console._home.Path} XDG_CONFIG_HOME={console._home.Path} {shell}"]);
        // What a program puts on the clipboard becomes tmux' own buffer.
        await console.TmuxAsync("set-option", "-g", "set-clipboard", "on");
        await console.SeeAsync("ready$");
        return console;
    }

    /// <summary>A file of its home.</summary>
    public string File(string name) => _home.File(name);

    /// <summary>Presses keys by tmux' names. Escape goes alone: what follows at once would be read as Alt.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>Presses a key, as a person does, again every few seconds until a text stands there: on a busy machine a shell's completion may find nothing in its time.</summary>
    public async Task PressUntilAsync(string key, string text)
    {
        var seen = "";
        for (var tries = 0; tries < 5; tries++)
        {
            await PressAsync(key);
            if (await Until.IsTrueAsync(async () => (seen = await ScreenAsync()).Contains(text, StringComparison.Ordinal), Limit / 5, _token))
            {
                return;
            }
        }

        Assert.Fail($"{key} five times, and not {text} on the screen:\n{seen}");
    }

    /// <summary>Types text as it is.</summary>
    public Task TypeAsync(string text) => TmuxAsync("send-keys", "-l", text);

    public Task ResizeAsync(int columns, int rows) =>
        TmuxAsync("resize-window", "-x", columns.ToString(CultureInfo.InvariantCulture), "-y", rows.ToString(CultureInfo.InvariantCulture));

    /// <summary>SIGKILL to what has the terminal.</summary>
    public async Task KillForegroundAsync()
    {
        var tty = Path.GetFileName((await TmuxAsync("display-message", "-p", "#{pane_tty}")).Trim());
        var (_, text, _) = await ChildProcess.RunAsync(_home.Path, ["/usr/bin/ps", "-t", $"pts/{tty}", "-o", "pid=,stat=,comm="], _token);
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Single(l => l.Contains("wconsole", StringComparison.Ordinal) && l.Contains('+', StringComparison.Ordinal));
        using var process = System.Diagnostics.Process.GetProcessById(int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
        process.Kill();
    }

    /// <summary>What was put on the clipboard last.</summary>
    public Task<string> ClipboardAsync() => TmuxAsync("show-buffer");

    /// <summary>Pastes it, as a terminal does.</summary>
    public Task PasteAsync() => TmuxAsync("paste-buffer", "-p");

    /// <summary>The terminal's modes: alternate screen, cursor shown, mouse reports.</summary>
    public async Task<string> ModesAsync() => (await TmuxAsync("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_sgr_flag}")).Trim();

    public Task<string> ScreenAsync() => TmuxAsync("capture-pane", "-p");

    /// <summary>Waits until all of these stand on the screen together.</summary>
    public Task<string> SeeAsync(params string[] texts) => SeeWithinAsync(Limit, texts);

    public async Task<string> SeeWithinAsync(TimeSpan limit, params string[] texts)
    {
        var seen = "";
        await Until.TrueAsync(
            async () =>
            {
                seen = await ScreenAsync();
                return texts.All(text => seen.Contains(text, StringComparison.Ordinal));
            },
            limit, () => $"{string.Join(" and ", texts)} on the screen:\n{seen}", _token);
        return seen;
    }

    /// <summary>Waits until a text is gone.</summary>
    public async Task SeeNoMoreAsync(string text)
    {
        var seen = "";
        await Until.TrueAsync(async () => !(seen = await ScreenAsync()).Contains(text, StringComparison.Ordinal), Limit, () => $"'{text}' is still on the screen:\n{seen}", _token);
    }

    public async ValueTask DisposeAsync()
    {
        await ChildProcess.RunAsync(_home.Path, [.. _tmux, "kill-server"], CancellationToken.None);
        _home.Dispose();
    }

    private async Task<string> TmuxAsync(params string[] arguments)
    {
        var (code, stdout, stderr) = await ChildProcess.RunAsync(_home.Path, [.. _tmux, .. arguments], _token);
        Assert.True(code == 0, $"tmux {string.Join(' ', arguments)}: {stderr}");
        return stdout;
    }
}
