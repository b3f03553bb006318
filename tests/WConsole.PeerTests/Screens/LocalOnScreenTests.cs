namespace WConsole.PeerTests.Screens;

/// <summary>The launcher's programs on the screen, in a real terminal: started by up, looked at, stopped and started by keys, left alone, and ended by down.</summary>
public sealed class LocalOnScreenTests
{
    private const string Settings = """
        groups:
          mail:
            command: [/bin/sh, -c, "i=0; while :; do i=$((i+1)); echo INFO mail job $i; sleep 0.2; done"]
            replicas: 2
          crash:
            command: [/bin/sh, -c, "echo no module named shop >&2; exit 3"]
            restart: { startretries: 0 }
        """;

    [Fact(Timeout = 180_000)]
    public async Task Up_opens_the_screen_keys_act_on_real_programs_and_leaving_ends_none()
    {
        var token = TestContext.Current.CancellationToken;
        await using var console = await TmuxConsole.ShellAsync(110, 30, "sh", token);
        await File.WriteAllTextAsync(console.File("wconsole.yaml"), Settings, token);
        await console.TypeAsync($"cd {console.File(".")}; clear; wconsole up; echo left with $?");
        await console.PressAsync("Enter");
        try
        {
            await console.SeeAsync("local(", "✗ fatal", "no module named shop", "mail:1");
            await console.PressAsync("G");
            await console.SeeAsync("mail:1 · running", "INFO mail job");
            await console.PressAsync("w");
            await console.SeeAsync("Stop mail:1", "TERM, 10 s");
            await console.PressAsync("Enter");
            await console.SeeAsync("Stop of mail:1: 1 done", "■ stopped");
            await console.PressAsync("u");
            await console.SeeAsync("Start of mail:1: 1 done");
            await console.SeeNoMoreAsync("■ stopped");
            await console.PressAsync("l");
            await console.SeeAsync("log of mail:1", "Follow:on", "INFO mail job 1");
            await console.PressAsync("p");
            await console.SeeAsync("log of mail:1, the run before");
            await console.PressAsync("C-c");
            await console.SeeAsync("left with 0");
            await console.TypeAsync("clear; wconsole status -o name --filter state:running");
            await console.PressAsync("Enter");
            await console.SeeAsync("mail:0\nmail:1");
        }
        finally
        {
            await console.PressAsync("C-c");
            await console.TypeAsync("clear; wconsole down; echo down with $?");
            await console.PressAsync("Enter");
            await console.SeeAsync("down with 0");
        }
    }
}
