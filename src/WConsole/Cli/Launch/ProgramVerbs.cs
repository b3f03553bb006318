using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Cli.Launch;

/// <summary>Verbs that act on programs of the launcher: start, scale, and the launcher's part of stop, restart and kill.</summary>
internal static class ProgramVerbs
{
    public static Command Start()
    {
        var targets = new Argument<string[]>("TARGET") { Description = "Programs (mail:0) or groups of the launcher.", Arity = ArgumentArity.OneOrMore };
        return new VerbCommand("start", "Start programs of the launcher, and wait until they are ready.", VerbKind.Plain, (call, token) => ActAsync(
            call, "start", [.. call.Parse.GetValue(targets) ?? []], token)) { targets, LaunchOptions.StateDir() };
    }

    public static Command Scale()
    {
        var targets = new Argument<string[]>("GROUP=N") { Description = "How many replicas a group of the launcher has from now on: mail=4.", Arity = ArgumentArity.OneOrMore };
        return new VerbCommand("scale", "Change the number of replicas of groups of the launcher; surplus ones are stopped warmly.", VerbKind.Plain, (call, token) => ScaleAsync(
            call, [.. call.Parse.GetValue(targets) ?? []], token)) { targets, LaunchOptions.StateDir() };
    }

    /// <summary>Asks the launcher, and follows what comes of it.</summary>
    /// <param name="verb">start, stop, restart or kill.</param>
    public static async Task<ExitCode> ActAsync(Call call, string verb, ImmutableArray<string> targets, CancellationToken token)
    {
        var (line, error) = await LaunchOptions.OpenAsync(call, start: !LaunchOptions.Door(call).Left().IsEmpty, token);
        if (line is null)
        {
            return call.Fail(error!);
        }

        await using (line)
        {
            targets = LaunchTargets.ToUnits(targets, line.Picture.Programs);
            var runs = line.Picture.Programs.ToDictionary(p => p.Id, p => p.State.Run, StringComparer.Ordinal);
            LaunchRequest request = verb switch
            {
                "start" => new LaunchRequest.Start(targets),
                "stop" => new LaunchRequest.Stop(targets, call.Timeout),
                "restart" => new LaunchRequest.Restart(targets),
                "kill" => new LaunchRequest.Kill(targets),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            return await FollowAsync(
                call, line, request,
                (id, p) => verb switch { "start" => LaunchGoal.Up(p), "restart" => LaunchGoal.Restarted(p, runs.GetValueOrDefault(id)), _ => LaunchGoal.Down(p) }, token);
        }
    }

    private static async Task<ExitCode> ScaleAsync(Call call, ImmutableArray<string> words, CancellationToken token)
    {
        var orders = new List<(string Group, int Replicas)>();
        foreach (var word in words)
        {
            var sign = word.LastIndexOf('=');
            if (sign <= 0 || !int.TryParse(word.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var replicas))
            {
                return call.Fail(new CliError(ExitCode.Usage, $"'{word}' is no number of replicas of a group", "write wconsole scale mail=4"));
            }

            orders.Add((word[..sign], replicas));
        }

        var (line, error) = await LaunchOptions.OpenAsync(call, start: false, token);
        if (line is null)
        {
            return call.Fail(error!);
        }

        await using (line)
        {
            var worst = ExitCode.Done;
            foreach (var (group, replicas) in orders)
            {
                var code = await FollowAsync(
                    call, line, new LaunchRequest.Scale(group, replicas),
                    (id, p) => int.Parse(id[(id.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture) < replicas ? LaunchGoal.Up(p) : LaunchGoal.Down(p), token);
                worst = code == ExitCode.Done ? worst : code;
            }

            return worst;
        }
    }

    private static async Task<ExitCode> FollowAsync(Call call, ILauncherLine line, LaunchRequest request, Func<string, ProgramStatus?, GoalSight> goal, CancellationToken token)
    {
        var reply = await line.AskAsync(request, token);
        if (reply is LaunchReply.Refused refused)
        {
            return call.Fail(new CliError(ExitCode.Usage, refused.Why, refused.Remedy));
        }

        var ids = ((LaunchReply.Taken)reply).Ids;
        if (ids.IsEmpty)
        {
            call.Host.Streams.Say("wconsole: nothing to do");
            return ExitCode.Done;
        }

        var result = await new LaunchWatch(call, line).UntilAsync(ids, goal, request is LaunchRequest.Stop ? null : call.Timeout, tell: true, token);
        foreach (var (id, why) in result.Failed)
        {
            call.Host.Streams.Say($"wconsole: {id}: {why}");
        }

        if (result.Picture.Ended)
        {
            return call.Fail(new CliError(ExitCode.Unknown, "the launcher ended meanwhile", "run wconsole up: it takes over what still runs"));
        }

        if (call.Parse.GetResult(call.Options.Output) is not null)
        {
            ProgramList.Print(call, ProgramList.Rows(call, result.Picture.Programs.Where(p => ids.Contains(p.Id))), result.Picture);
        }
        else if (!result.Open.IsEmpty || !result.Failed.IsEmpty)
        {
            call.Host.Streams.Say($"wconsole: {LaunchGoal.Count(result.Done, result.Failed.Length, result.Open.Length)}");
        }

        return result.Code;
    }
}
