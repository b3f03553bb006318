using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Goes once through what the first <c>up</c> of a fresh launcher needs, on a second core, while lock and socket are made: the programs wait for the runtime
/// to meet all of that. Pure, and nothing is kept.
/// </summary>
internal static class UpRehearsal
{
    public static void Begin()
    {
        // On one core it would only come before what is wanted.
        if (Environment.ProcessorCount > 1)
        {
            new Thread(Guarded) { IsBackground = true, Name = "rehearsal" }.Start();
        }
    }

    // Nothing depends on it, and an exception on a thread of its own would end the launcher.
    private static void Guarded()
    {
#pragma warning disable CA1031 // Whatever is wrong comes again where it counts, and is told there.
        try
        {
            Run();
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }

    /// <returns>What the client would be told.</returns>
    internal static LaunchReply.Taken Run()
    {
        var none = new Dictionary<string, string>();
        var group = new WorkerGroup("g", WorkerGroup.Plain, ["/bin/sh"], 1, none, [], "/", null, RestartRule.Default, StopRule.Default, new ReadyRule.ByStartSecs(ReadyRule.DefaultLimit), [], null, null, new GroupOrigin("g", 1));
        var read = ((LaunchRequest.Up)LaunchRequest.Decode(new LaunchRequest.Up([group], ["g"]).Encode(1))!.Request).Groups[0];
        var program = Replica.Expand(read, 0, null, "/", "h");
        var state = LaunchState.Empty;
        LaunchEvent[] events = [new LaunchEvent.Declared(read, [program]), new LaunchEvent.Start([program.Id]), new LaunchEvent.Happened(program.Id, new ProgramEvent.Spawned(1, 1, 1))];
        foreach (var e in events)
        {
            var before = state;
            (state, _) = LaunchMachine.Fold(state, e, TimeSpan.Zero);
            foreach (var kept in LaunchChange.Between(before, state).Programs)
            {
                LaunchMemory.Line(kept).Encode();
            }
        }

        new JournalLine.Group(read).Encode();
        var taken = new LaunchReply.Taken(1, [program.Id], []);
        taken.Encode();
        return taken;
    }
}
