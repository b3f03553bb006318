using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Cli.Launch;

/// <summary><c>down</c>: ends the launcher and everything that it keeps.</summary>
internal static class DownVerb
{
    // What ends sooner is not worth a line for each program.
    private static readonly TimeSpan QuietFor = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LetGoWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    public static Command Make() => new VerbCommand(
        "down", "Stop every program of the launcher, warmly, and end it. With --timeout what still lives then is killed with its tree.", VerbKind.Plain, (call, token) => RunAsync(call, null, token)) { LaunchOptions.StateDir() };

    /// <param name="killAfter">What <c>--timeout</c> is when it is not given; null: nothing is killed that its group does not say.</param>
    internal static async Task<ExitCode> RunAsync(Call call, TimeSpan? killAfter, CancellationToken token)
    {
        var door = LaunchOptions.Door(call);
        if (IsNothing(door))
        {
            // The demo has a launcher of its own; whoever tried it and types down means that one.
            if (call.StateDir is null && !LaunchOptions.IsChosen(call) && DemoVerb.In(call) is var demo && !IsNothing(LaunchOptions.Door(demo)))
            {
                return await RunAsync(demo, DemoVerb.KillAfter, token);
            }

            call.Host.Streams.Say($"wconsole: no launcher lives in {door.Look().Folder}, and nothing of it is left: nothing to do");
            return ExitCode.Done;
        }

        var kill = call.Timeout ?? killAfter;
        var ending = await door.EndAsync(kill, QuietFor, token);
        if (ending.Reply is null)
        {
            // Where none lives one is started: it takes over what is left, and ends it.
            var opened = await LaunchOptions.OpenAsync(call, start: true, token, Task.FromResult<LaunchRequest?>(new LaunchRequest.Down(kill)));
            if (opened.Line is null)
            {
                return call.Fail(opened.Error!);
            }

            ending = new LauncherEnding(opened.Reply, opened.Line, false);
        }

        if (ending.Reply is LaunchReply.Refused refused)
        {
            return call.Fail(new CliError(ExitCode.Failed, refused.Why, refused.Remedy));
        }

        var ids = ((LaunchReply.Taken)ending.Reply!).Ids;
        var stopped = ending.Stopped;
        if (!stopped)
        {
            stopped = ending.Line is { } line && await FollowedAsync(call, line, ids, token);
            await LetGoAsync(call, door, token);
        }

        // A launcher that was killed says nothing; its journal does.
        if (!stopped && door.Left() is { IsEmpty: false } left)
        {
            return call.Fail(new CliError(ExitCode.Failed, $"the launcher ended before its programs did: {string.Join(" ", left)}", "run wconsole down again"));
        }

        call.Host.Streams.Say(string.Create(CultureInfo.InvariantCulture, $"wconsole: {ids.Length} program{(ids.Length == 1 ? "" : "s")} stopped, the launcher has ended"));
        return ExitCode.Done;
    }

    // Whether everything stopped before the launcher ended.
    private static async Task<bool> FollowedAsync(Call call, ILauncherLine line, ImmutableArray<string> ids, CancellationToken token)
    {
        await using (line)
        {
            if (!line.Ended.IsCompleted)
            {
                await line.FollowAsync(token);
                await new LaunchWatch(call, line).UntilAsync(ids, (_, p) => LaunchGoal.Down(p), null, tell: true, token);
            }

            return await line.Ended.WaitAsync(token);
        }
    }

    private static bool IsNothing(ILauncherDoor door) => door.Look() is { Pid: null, IsAsked: false } && door.Left().IsEmpty;

    // An up that follows at once is to find nobody. A launcher that said that everything stopped has let go of its lock before.
    private static async Task LetGoAsync(Call call, ILauncherDoor door, CancellationToken token)
    {
        var begun = call.Host.Time.GetTimestamp();
        while (door.Look().Pid is not null && call.Host.Time.GetElapsedTime(begun) < LetGoWithin)
        {
            await Task.Delay(Step, call.Host.Time, token);
        }
    }
}
