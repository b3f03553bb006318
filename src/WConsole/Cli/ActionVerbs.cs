using System.Collections.Immutable;
using System.CommandLine;
using WConsole.Cli.Launch;
using WConsole.Fleet.Actions;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>One verb per row of the table of actions: a row that is added there appears here by itself.</summary>
internal static class ActionVerbs
{
    // What the launcher can be asked about a program, in the same words.
    private static readonly string[] LocalVerbs = ["stop", "restart", "kill"];

    public static IEnumerable<Command> All(IReadOnlyList<ActionInfo> table)
    {
        foreach (var verb in table.GroupBy(a => VerbWords.Of(a).Command))
        {
            var subs = verb.GroupBy(a => VerbWords.Of(a).SubCommand).ToList();
            if (subs is [{ Key: null } only])
            {
                yield return Verb(verb.Key, [.. only], table);
            }
            else
            {
                var parent = new Command(verb.Key, string.Join(" ", verb.Select(a => a.Summary)));
                foreach (var sub in subs)
                {
                    parent.Add(Verb(sub.Key ?? verb.Key, [.. sub], table));
                }

                yield return parent;
            }
        }
    }

    private static VerbCommand Verb(string name, ImmutableArray<ActionInfo> rows, IReadOnlyList<ActionInfo> table)
    {
        var plain = rows.FirstOrDefault(r => VerbWords.Of(r).Option is null);
        var flags = rows.Where(r => r != plain).ToDictionary(r => r, r => GlobalOptions.Flag(VerbWords.Of(r).Option!, r.Summary, recursive: false));
        var amount = new Argument<int>("N") { Description = "How many." };
        var signal = new Argument<string>("NAME") { Description = "A signal: TERM, SIGTERM or 15. What each means to a worker: --dry-run." };
        var then = GlobalOptions.Text("--then", null, "STEP", "What follows when it is not done in time: cold or kill. Without it nothing does.", recursive: false);
        var (targets, options) = (new TargetOptions(), new ActOptions());
        var local = LocalVerbs.Contains(name);
        var verb = new VerbCommand(name, string.Join(" ", rows.Select(r => r.Summary)) + (local ? " A target like mail:0 is a program of the local launcher." : ""), VerbKind.Acting, RunAsync)
        {
            IsLocal = IsLocal,
        };
        foreach (var flag in flags.Values)
        {
            verb.Add(flag);
        }

        if (rows.Any(r => r.TakesAmount))
        {
            verb.Add(amount);
        }

        if (rows.Any(r => r.TakesSignal))
        {
            verb.Add(signal);
        }

        targets.AddTo(verb);
        if (Stronger(plain).Count > 0)
        {
            verb.Add(then);
        }

        options.AddTo(verb);
        if (local)
        {
            verb.Add(LaunchOptions.StateDir());
        }

        return verb;

        bool IsLocal(Call call) => local && LaunchTargets.AreAll(targets.Request(call.Parse).Words);

        async Task<ExitCode> RunAsync(Call call, CancellationToken token)
        {
            if (IsLocal(call))
            {
                return flags.Values.Any(f => call.Parse.GetValue(f))
                    ? call.Fail(new CliError(ExitCode.Usage, $"{name} of a program of the launcher knows no such option", "its group says what a stop is; wconsole kill mail:0 ends its whole tree at once"))
                    : await ProgramVerbs.ActAsync(call, name, targets.Request(call.Parse).Words, token);
            }

            var asked = flags.Where(f => call.Parse.GetValue(f.Value)).Select(f => f.Key).ToList();
            if (asked.Count > 1 || (asked.Count == 0 && plain is null))
            {
                return call.Fail(new CliError(ExitCode.Usage, $"{name} is not clear", $"give one of {string.Join(", ", flags.Values.Select(f => f.Name))}"));
            }

            var info = asked.FirstOrDefault() ?? plain!;
            var (next, error) = Then(call, info);
            var word = info.TakesSignal ? call.Parse.GetValue(signal) : null;
            var sent = word is null ? null : SignalNames.Find(word);
            if (info.TakesSignal && sent is null)
            {
                return call.Fail(new CliError(ExitCode.Usage, $"there is no signal '{word}' to send", $"there are: {string.Join(", ", SignalNames.All.Select(s => s.Name))}"));
            }

            var request = targets.Request(call.Parse);
            // A ping is a question that costs nothing: nobody named means everybody.
            request = info.Id == ActionId.Ping && request.NamesNobody ? request with { All = true } : request;
            return error is not null ? call.Fail(error) : await ActVerb.RunAsync(
                call,
                new ActRequest(
                    info, info.TakesAmount ? call.Parse.GetValue(amount) : null, next, request,
                    call.Parse.GetValue(options.Yes), call.Parse.GetValue(options.Confirm), call.Parse.GetValue(options.DryRun), call.Parse.GetValue(options.DetailedExitCode), sent),
                token);
        }

        // Rows of the same command that end the worker harder: what may follow a warm stop.
        List<ActionInfo> Stronger(ActionInfo? info) =>
            info is { Ends: true } && info.Id != ActionId.Kill
                ? [.. table.Where(a => a.Ends && a != info && (a.Id == ActionId.Kill || (VerbWords.Of(a) is { Option: not null } words && words.Command == VerbWords.Of(info).Command)))]
                : [];

        (ActionId? Then, CliError? Error) Then(Call call, ActionInfo info)
        {
            var stronger = Stronger(plain);
            if (stronger.Count == 0 || call.Parse.GetValue(then) is not { } word)
            {
                return (null, null);
            }

            if (info != plain)
            {
                return (null, new CliError(ExitCode.Usage, $"--then follows a warm {name} only", $"leave out --then, or {VerbWords.Of(info).Option}"));
            }

            var words = stronger.Select(s => VerbWords.Of(s).Short).ToList();
            return stronger.FirstOrDefault(s => VerbWords.Of(s).Short == word) is { } found
                ? (found.Id, null)
                : (null, new CliError(ExitCode.Usage, $"nothing called '{word}' can follow: this release has no such action",
                    Nearest.Of(word, words) is { } near ? $"did you mean '{near}'?" : $"there is: {string.Join(", ", words)}"));
        }
    }
}
