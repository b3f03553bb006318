using WConsole.Terminal.Screen;

namespace WConsole.Tests.Terminal.Screen;

public sealed class JobControlTests
{
    // pid → state ppid pgrp session
    [Theory]
    [InlineData("9:S 5 9 5|5:S 1 5 5", true)] // an interactive shell started it
    [InlineData("9:S 8 8 5|8:S 5 8 5|5:S 1 5 5", true)] // through a script in the same group
    [InlineData("9:S 5 9 9|5:S 1 5 5", false)] // it leads the session: ssh or a terminal started it
    [InlineData("9:S 8 8 8|8:S 5 8 8|5:S 1 5 5", false)] // the script leads it
    [InlineData("9:S 5 9 5", false)] // the parent is gone
    [InlineData("8:S 5 8 5", false)]
    [InlineData("9:S 5 9", false)]
    [InlineData("9:S 9 9 9", false)] // a circle of nonsense ends
    public void A_stop_needs_a_shell_that_can_continue_it(string processes, bool can)
    {
        var stats = processes.Split('|').Select(p => p.Split(':')).ToDictionary(p => int.Parse(p[0]), p => $"{p[0]} (a ) S 1 (b) {p[1]} 0 -1");
        Assert.Equal(can, JobControl.CanStop(9, stats.GetValueOrDefault));
    }
}
