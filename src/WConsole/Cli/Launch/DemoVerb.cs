using System.CommandLine;
using WConsole.Fleet.Launch;
using WConsole.Sample;
using WConsole.Settings;

namespace WConsole.Cli.Launch;

/// <summary><c>demo</c>: a small fleet that needs nothing else, kept by a launcher of its own, and the console on it.</summary>
internal static class DemoVerb
{
    // What the console reaches a launcher by; Composition knows the word.
    private const string Scheme = "launcher:";

    /// <summary>What its workers do is worth nothing: nobody shall wait for the slow one.</summary>
    public static TimeSpan KillAfter { get; } = TimeSpan.FromSeconds(3);

    public static Command Make()
    {
        var detach = new Option<bool>("--detach", "-d") { Description = "Return once everything is started, instead of opening the console.", Arity = ArgumentArity.Zero };
        var down = GlobalOptions.Flag("--down", "End the demo and everything that it started.", recursive: false);
        return new VerbCommand("demo", "Start a small fleet of sample workers, and open the console on it. Needs no broker, no settings and no network.", VerbKind.Plain, (call, token) => RunAsync(
            call, call.Parse.GetValue(detach), call.Parse.GetValue(down), token)) { detach, down };
    }

    /// <summary>The same call, about the demo's launcher and its programs alone.</summary>
    public static Call In(Call call)
    {
        var folder = Path.Combine(XdgFolders.From(call.Host.Inputs(call.Flags)).State, "demo");
        return call with { StateDir = folder, Instead = call.Flags with { Brokers = [Scheme + folder], Cluster = null } };
    }

    private static async Task<ExitCode> RunAsync(Call given, bool detach, bool down, CancellationToken token)
    {
        var call = In(given);
        if (down)
        {
            return await DownVerb.RunAsync(call, KillAfter, token);
        }

        var groups = DemoGroups.Of(call.Host.Self(), Path.Combine(call.StateDir!, "queues"));
        var opening = LaunchOptions.OpenAsync(call, start: true, token, Task.FromResult<LaunchRequest?>(new LaunchRequest.Up(groups, [.. groups.Select(g => g.Name)])));
        return await UpVerb.UpAsync(call, new UpVerb.Asked([], null, detach, false, []) { Ends = "wconsole demo --down", View = "workers" }, opening, token);
    }
}
