using WConsole.Terminal.Screen;

namespace WConsole.TerminalSample;

/// <summary>A small program on the full screen that the pty tests drive.</summary>
internal static class Program
{
    private static int Main()
    {
        var options = new UiOptions { Program = "sample", Capabilities = TerminalCapabilities.From(Environment.GetEnvironmentVariable), AskBackground = true };
        using var loop = UiLoop.Open(options, out var problem);
        if (loop is null)
        {
            StandardError.Write($"sample: {problem}\n");
            return 2;
        }

        return loop.Run(new SampleApp(loop));
    }
}
