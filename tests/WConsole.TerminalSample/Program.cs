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
#pragma warning disable RS0030 // The full screen was not entered: this is the ordinary terminal.
            Console.Error.WriteLine($"sample: {problem}");
#pragma warning restore RS0030
            return 2;
        }

        return loop.Run(new SampleApp(loop));
    }
}
