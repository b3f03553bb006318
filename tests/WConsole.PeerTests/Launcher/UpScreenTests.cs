using WConsole.PeerTests.Terminal;

namespace WConsole.PeerTests.Launcher;

/// <summary><c>up</c> on a terminal: what is started is named before the screen opens, and the names are there again when it is left.</summary>
public sealed class UpScreenTests
{
    [Fact(Timeout = 120_000)]
    public async Task What_is_started_is_named_before_the_screen_opens_and_stands_there_when_it_is_left()
    {
        await using var rig = new LauncherRig();
        rig.Groups("""
              web: { command: 'exec sleep 1000', replicas: 2 }
              mail: { command: 'exec sleep 1000', depends_on: [web] }
            """);
        var home = rig.Wconsole.File("");
        var run = await PtyRun.PlayAsync(
            ["wait mail:0", "wait running", "quiet 50", "keys qq", "wait wconsole: starting web:0 web:1 mail:0", "wait runs on; wconsole down ends it", "exit"],
            command: ["/usr/bin/env", "-u", "WCONSOLE_STATE_DIR", "-u", "XDG_STATE_HOME", "-u", "XDG_CONFIG_HOME", "-C", home, $"HOME={home}", Path.Combine(AppContext.BaseDirectory, "wconsole"), "up"]);
        Assert.Equal(0, run.Code);
        run.AssertGivenBack();
        var down = await rig.DoneAsync(TestContext.Current.CancellationToken, "down");
        Assert.Equal("wconsole: 3 programs stopped, the launcher has ended\n", down.Error);
    }
}
