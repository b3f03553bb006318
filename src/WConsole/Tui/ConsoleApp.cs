using WConsole.Engine;
using WConsole.Terminal.Screen;

namespace WConsole.Tui;

/// <summary>The full-screen console.</summary>
public static class ConsoleApp
{
    /// <summary>Shows the engine's fleet until the operator leaves. Blocks the calling thread, which becomes the screen's.</summary>
    /// <param name="engine">Not started: that happens with the first frame. It stays the caller's, who disposes it.</param>
    /// <returns>The exit code: 0, 128 + signal, 129 after a hang-up, or <see cref="UiLoop.InternalError"/>. Null: there is no terminal that can show it,
    /// and <c>Problem</c> says why, without a remedy. <c>Cluster</c>: the one that the operator changed to; null: none.</returns>
    public static async Task<(int? ExitCode, string Problem, string? Cluster)> RunAsync(ConsoleOptions options, FleetEngine engine, TimeProvider time)
    {
        var ui = new UiOptions
        {
            Program = "wconsole",
            Capabilities = options.Capabilities,
            Mouse = options.Mouse,
            AskBackground = options.OnLight is not null,
            Time = time,
        };
        using var loop = UiLoop.Open(ui, out var problem);
        if (loop is null)
        {
            return (null, problem, null);
        }

        await using var shell = new AppShell(options, engine, loop);
        options.BeforeScreen();
        var code = loop.Run(shell);
        return (code, "", shell.ChangeTo);
    }
}
