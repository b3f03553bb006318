using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>Runs a client's side of the launcher's socket once on words of our own: on a second core, while the command line is still being read.</summary>
public static class LauncherRehearsal
{
    public static void Run()
    {
        new LaunchRequest.Look(Follow: true).Encode(0);
        new LaunchRequest.Down(null).Encode(1);
        LaunchReply.Decode(new LaunchReply.Taken(1, ["g:0"], []).Encode());
        var program = new ProgramStatus(
            "g:0", "g", 0, WorkerGroup.Plain, new ProgramState("g:0"), 0, StopRule.Default, false, false, [], ["g"], "/", null, null, null, null, "", new ProgramUsage(1, 0, 0));
        if (LaunchReply.Decode(new LaunchReply.Programs(default, 1, true, [program], [], ["g"]).Encode()) is LaunchReply.Programs programs)
        {
            LaunchPicture.Nothing.With(programs).With(programs with { Whole = false });
        }
    }
}
