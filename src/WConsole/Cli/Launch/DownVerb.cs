using System.CommandLine;
using System.Globalization;
using WConsole.Fleet.Launch;

namespace WConsole.Cli.Launch;

/// <summary><c>down</c>: ends the launcher and everything that it keeps.</summary>
internal static class DownVerb
{
    private static readonly TimeSpan LetGoWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    public static Command Make() => new VerbCommand(
        "down", "Stop every program of the launcher, warmly, and end it. With --timeout what still lives then is killed with its tree.", VerbKind.Plain, (call, token) => RunAsync(call, null, token)) { LaunchOptions.StateDir() };

    /// <param name="killAfter">What <c>--timeout</c> is when it is not given; null: nothing is killed that its group does not say.</param>
    internal static async Task<ExitCode> RunAsync(Call call, TimeSpan? killAfter, CancellationToken token)
    {
        var sight = LaunchOptions.Door(call).Look();
        if (sight.Pid is null && sight.Left.IsEmpty)
        {
            // The demo has a launcher of its own; whoever tried it and types down means that one.
            if (call.StateDir is null && !LaunchOptions.IsChosen(call) && DemoVerb.In(call) is var demo && LaunchOptions.Door(demo).Look() is { } other && (other.Pid is not null || !other.Left.IsEmpty))
            {
                return await RunAsync(demo, DemoVerb.KillAfter, token);
            }

            call.Host.Streams.Say($"wconsole: no launcher lives in {sight.Folder}, and nothing of it is left: nothing to do");
            return ExitCode.Done;
        }

        var opened = await LaunchOptions.OpenAsync(call, start: true, token, Task.FromResult<LaunchRequest?>(new LaunchRequest.Down(call.Timeout ?? killAfter)));
        if (opened.Line is not { } line)
        {
            return call.Fail(opened.Error!);
        }

        await using (line)
        {
            var living = opened.Found.Programs.Count(p => p.State.Lives);
            if (opened.Reply is LaunchReply.Refused refused)
            {
                return call.Fail(new CliError(ExitCode.Failed, refused.Why, refused.Remedy));
            }

            var result = await new LaunchWatch(call, line).UntilAsync(((LaunchReply.Taken)opened.Reply!).Ids, (_, p) => LaunchGoal.Down(p), null, tell: true, token);
            var picture = result.Picture;
            while (!picture.Ended)
            {
                picture = await line.NextAsync(picture.Version, token);
            }

            // It lets go of its lock last: an up that follows at once is to find nobody.
            var begun = call.Host.Time.GetTimestamp();
            var left = LaunchOptions.Door(call).Look();
            while (left.Pid is not null && call.Host.Time.GetElapsedTime(begun) < LetGoWithin)
            {
                await Task.Delay(Step, call.Host.Time, token);
                left = LaunchOptions.Door(call).Look();
            }

            // The launcher ends only when nothing lives; if it was killed instead, its journal tells.
            if (left is { Pid: null, Left.IsEmpty: false })
            {
                return call.Fail(new CliError(ExitCode.Failed, $"the launcher ended before its programs did: {string.Join(" ", left.Left)}", "run wconsole down again"));
            }

            call.Host.Streams.Say(string.Create(CultureInfo.InvariantCulture, $"wconsole: {living} program{(living == 1 ? "" : "s")} stopped, the launcher has ended"));
            return ExitCode.Done;
        }
    }
}
