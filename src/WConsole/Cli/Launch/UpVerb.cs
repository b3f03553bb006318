using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using WConsole.Cli.Output;
using WConsole.Fleet.Launch;
using WConsole.Settings;
using WConsole.Settings.Groups;

namespace WConsole.Cli.Launch;

/// <summary><c>up</c>: makes the launcher keep what the settings say.</summary>
internal static class UpVerb
{
    // Long enough for twenty spawns on a busy host; what is slower than that is told by status.
    private static readonly TimeSpan BegunWithin = TimeSpan.FromSeconds(10);

    public static Command Make()
    {
        var groups = new Argument<string[]>("GROUP") { Description = "Which groups; all when none is named. What they depend on is started, too.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<string?>("--file", "-f") { Description = "Where groups are written: wconsole.yaml, a Procfile, supervisord's or systemd's files.", HelpName = "FILE" };
        var detach = new Option<bool>("--detach", "-d") { Description = "Return once everything is started, instead of opening the console.", Arity = ArgumentArity.Zero };
        var noUi = GlobalOptions.Flag("--no-ui", "The same as -d.", recursive: false);
        var wait = GlobalOptions.Flag("--wait", "Return once everything is ready; fails when something cannot be.", recursive: false);
        var scale = new Option<string[]>("--scale") { Description = "Replicas of a group: mail=4. Repeatable.", HelpName = "GROUP=N", AllowMultipleArgumentsPerToken = false };
        return new VerbCommand("up", "Start the groups of wconsole.yaml and keep them running, in a process of its own.", VerbKind.Plain, (call, token) => RunAsync(
            call,
            new Asked(
                [.. call.Parse.GetValue(groups) ?? []], call.Parse.GetValue(file), call.Parse.GetValue(detach) || call.Parse.GetValue(noUi), call.Parse.GetValue(wait), [.. call.Parse.GetValue(scale) ?? []]),
            token))
        {
            groups, file, detach, noUi, wait, scale, LaunchOptions.StateDir(),
        };
    }

    private static async Task<ExitCode> RunAsync(Call call, Asked asked, CancellationToken token)
    {
        // The launcher starts while the groups are read: both take as long.
        var lived = LaunchOptions.Door(call).Look() is { Pid: not null, IsAhead: false };
        var first = new TaskCompletionSource<LaunchRequest?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var opening = LaunchOptions.OpenAsync(call, start: true, token, first.Task);
        var isShown = IsShown(call, asked);
        var (groups, wanted, failed) = await ReadAsync(call, asked);
        if (failed is null && isShown)
        {
            TellNames(call.Host.Streams, groups, wanted);
        }

        first.SetResult(failed is null ? new LaunchRequest.Up(groups, wanted) : null);
        if (failed is not { } code)
        {
            return await UpAsync(call, asked, opening, token);
        }

        // Started for groups that turned out to be none: it is not to stay, unless it found what an earlier one left alive.
        if ((await opening).Line is { } line)
        {
            await using (line)
            {
                if (!lived && line.Picture.Programs.IsEmpty)
                {
                    await line.AskAsync(new LaunchRequest.Down(null), token);
                }
            }
        }

        return code;
    }

    // What is wrong is told.
    private static async Task<Reading> ReadAsync(Call call, Asked asked)
    {
        var outcome = call.Host.GroupsAhead is { } ahead ? await ahead : GroupInput.Load(call.Host.Inputs(call.Flags), asked.File);
        foreach (var warning in outcome.Warnings)
        {
            call.Host.Streams.Say($"wconsole: warning: {warning.Text}");
        }

        if (!outcome.Problems.IsEmpty)
        {
            foreach (var more in outcome.Problems.Skip(1))
            {
                call.Host.Streams.Say($"wconsole: {more.Text}");
            }

            var first = outcome.Problems[0];
            return new Reading([], [], call.Fail(new CliError(ExitCode.Usage, first.Line > 0 ? $"{first.Origin}:{first.Line}: {first.What}" : $"{first.Origin}: {first.What}", first.Remedy)));
        }

        var (groups, wanted, error) = Choose(outcome.Groups, asked);
        return new Reading(groups, wanted, error is null ? null : call.Fail(error));
    }

    // The screen comes with the launcher's answer; what it will show is known before.
    private static void TellNames(Streams streams, ImmutableArray<WorkerGroup> groups, ImmutableArray<string> wanted)
    {
        var lines = StartingText.Of([.. groups.Where(g => wanted.Contains(g.Name)).SelectMany(g => Enumerable.Range(0, g.Replicas).Select(i => Replica.Id(g.Name, i)))]);
        if (streams.StartLine?.Leave(lines) != true)
        {
            foreach (var line in lines)
            {
                streams.Say(line);
            }
        }
    }

    /// <summary>Waits for what was asked to be started.</summary>
    /// <param name="opening">With the request to start it.</param>
    internal static async Task<ExitCode> UpAsync(Call call, Asked asked, Task<LaunchOptions.Opened> opening, CancellationToken token)
    {
        var opened = await opening;
        if (opened.Line is not { } line)
        {
            return call.Fail(opened.Error!);
        }

        await using var open = new OpenDoor(LaunchOptions.Door(call), line);
        if (opened.Reply is LaunchReply.Refused refused)
        {
            return call.Fail(new CliError(ExitCode.Usage, refused.Why, refused.Remedy));
        }

        var ids = ((LaunchReply.Taken)opened.Reply!).Ids;
        foreach (var note in ((LaunchReply.Taken)opened.Reply!).Notes)
        {
            call.Host.Streams.Say($"wconsole: {note}");
        }

        var shown = IsShown(call, asked);
        if (shown && !asked.Wait)
        {
            // The screen is the place to see how they begin, and where one of them fails.
            Summary(line.Picture);
            return await ShowAsync();
        }

        var watch = new LaunchWatch(call, line);
        var result = await watch.UntilAsync(ids, (_, p) => asked.Wait ? LaunchGoal.Up(p) : LaunchGoal.Begun(p), call.Timeout ?? (asked.Wait ? null : BegunWithin), asked.Wait, token);
        foreach (var (id, why) in result.Failed)
        {
            call.Host.Streams.Say($"wconsole: {id}: {why}");
        }

        var code = asked.Wait || !result.Failed.IsEmpty ? result.Code : ExitCode.Done;
        if (IsPrinted(call))
        {
            ProgramList.Print(call, ProgramList.Rows(call, result.Picture.Programs.Where(p => ids.Contains(p.Id))), result.Picture);
            return code;
        }

        Summary(result.Picture);
        return shown ? await ShowAsync() : code;

        void Summary(LaunchPicture picture) => call.Host.Streams.Say(
            $"wconsole: {ProgramWords.Summary([.. picture.Programs.Where(p => ids.Contains(p.Id))])} (launcher pid {picture.LauncherPid.ToString(CultureInfo.InvariantCulture)}); {asked.Ends} ends them");

        async Task<ExitCode> ShowAsync()
        {
            var left = await CommandLine.ShowAsync(call, asked.View, open);
            call.Host.Streams.Say($"wconsole: what was started runs on; {asked.Ends} ends it");
            return left;
        }
    }

    private static bool IsPrinted(Call call) => call.Parse.GetResult(call.Options.Output) is not null;

    // Whether the screen opens once everything is asked for.
    private static bool IsShown(Call call, Asked asked) =>
        !IsPrinted(call) && !asked.Detached && call.Host.Screen is not null && call.Host.Streams.CanDraw && !call.Parse.GetValue(call.Options.Batch);

    private static (ImmutableArray<WorkerGroup> Groups, ImmutableArray<string> Wanted, CliError? Error) Choose(ImmutableArray<WorkerGroup> all, Asked asked)
    {
        var groups = all.ToDictionary(g => g.Name, StringComparer.Ordinal);
        foreach (var word in asked.Scale)
        {
            var sign = word.LastIndexOf('=');
            if (sign <= 0 || !int.TryParse(word.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var replicas))
            {
                return ([], [], new CliError(ExitCode.Usage, $"'{word}' is no number of replicas of a group", "write --scale mail=4"));
            }

            if (!groups.TryGetValue(word[..sign], out var group))
            {
                return ([], [], Unknown(word[..sign], groups.Keys));
            }

            groups[group.Name] = group with { Replicas = replicas };
        }

        if (asked.Groups.FirstOrDefault(g => !groups.ContainsKey(g)) is { } unknown)
        {
            return ([], [], Unknown(unknown, groups.Keys));
        }

        // What they depend on comes along.
        var wanted = new List<string>();
        var open = new Stack<string>((asked.Groups.IsEmpty ? all.Select(g => g.Name) : asked.Groups).Reverse());
        while (open.TryPop(out var name))
        {
            if (!wanted.Contains(name) && groups.TryGetValue(name, out var group))
            {
                wanted.Add(name);
                foreach (var needed in group.DependsOn)
                {
                    open.Push(needed);
                }
            }
        }

        return ([.. all.Select(g => groups[g.Name])], [.. wanted], null);
    }

    private static CliError Unknown(string name, IEnumerable<string> known) => new(
        ExitCode.Usage, $"there is no group '{name}'", Nearest.Of(name, known) is { } near ? $"did you mean '{near}'?" : $"there are: {PlainText.Line(string.Join(", ", known))}");

    // What is to be kept, and what of it is started; Failed: neither, and that was told.
    private sealed record Reading(ImmutableArray<WorkerGroup> Groups, ImmutableArray<string> Wanted, ExitCode? Failed);

    /// <summary>What <c>up</c> was told.</summary>
    internal sealed record Asked(ImmutableArray<string> Groups, string? File, bool Detached, bool Wait, ImmutableArray<string> Scale)
    {
        /// <summary>The command line that ends it all again.</summary>
        public string Ends { get; init; } = "wconsole down";

        /// <summary>What the screen opens with.</summary>
        public string View { get; init; } = CommandLine.LocalScreen;
    }
}
