using WConsole.Terminal.Cells;
using WConsole.Terminal.Screen;

namespace WConsole.Tests.Terminal.Screen;

public sealed class TerminalCapabilitiesTests
{
    [Theory]
    [InlineData("TERM=xterm-256color", ColorDepth.Ansi256)]
    [InlineData("TERM=xterm", ColorDepth.Ansi256)]
    [InlineData("TERM=screen", ColorDepth.Ansi256)]
    [InlineData("TERM=tmux-256color", ColorDepth.Ansi256)]
    [InlineData("TERM=tmux-256color COLORTERM=truecolor", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm COLORTERM=24bit", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm-direct", ColorDepth.TrueColor)]
    [InlineData("TERM=linux", ColorDepth.Ansi16)]
    [InlineData("TERM=ansi", ColorDepth.Ansi16)]
    [InlineData("TERM=vt100", ColorDepth.Mono)]
    [InlineData("TERM=dumb", ColorDepth.Mono)]
    [InlineData("", ColorDepth.Mono)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor NO_COLOR=1", ColorDepth.Mono)]
    [InlineData("TERM=xterm-256color NO_COLOR=", ColorDepth.Ansi256)]
    [InlineData("TERM=xterm-256color NO_COLOR=1 WCONSOLE_COLOR=16", ColorDepth.Ansi16)]
    [InlineData("TERM=linux WCONSOLE_COLOR=truecolor", ColorDepth.TrueColor)]
    [InlineData("TERM=xterm WCONSOLE_COLOR=none", ColorDepth.Mono)]
    [InlineData("TERM=linux WCONSOLE_COLOR=256", ColorDepth.Ansi256)]
    [InlineData("TERM=linux WCONSOLE_COLOR=nonsense", ColorDepth.Ansi16)]
    public void The_environment_tells_how_many_colours_there_are(string environment, ColorDepth depth) => Assert.Equal(depth, Of(environment).Depth);

    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=linux", true)]
    [InlineData("TERM=dumb", false)]
    [InlineData("TERM=dumb WCONSOLE_COLOR=256", false)]
    [InlineData("", false)]
    public void A_dumb_terminal_shows_no_screen(string environment, bool can) => Assert.Equal(can, Of(environment).CanShowScreens);

    [Fact]
    public void The_linux_console_is_known()
    {
        Assert.True(Of("TERM=linux").IsLinuxConsole);
        Assert.False(Of("TERM=xterm").IsLinuxConsole);
    }

    private static TerminalCapabilities Of(string environment)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[1]);
        return TerminalCapabilities.From(variables.GetValueOrDefault);
    }
}
