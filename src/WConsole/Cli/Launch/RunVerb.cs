using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;
using WConsole.Settings.Groups;

namespace WConsole.Cli.Launch;

/// <summary><c>run</c>: one worker that no file says, kept by the launcher from then on.</summary>
internal static class RunVerb
{
    public static Command Make()
    {
        var command = new Argument<string[]>("COMMAND") { Description = "Program and arguments, after --; with --celery: more arguments for the worker.", Arity = ArgumentArity.ZeroOrMore };
        var celery = Text("--celery", "APP", "A Celery worker of this application, as after celery -A.");
        var pool = Text("--pool", "POOL", "prefork, threads, solo, gevent or eventlet.");
        var concurrency = Text("--concurrency", "N", "Slots of its pool.");
        var queues = Text("--queues", "A,B", "Queues to take from.");
        var level = Text("--loglevel", "LEVEL", "debug, info, warning, error …");
        var name = Text("--name", "NAME", "Of its group; made from the application or the program when not given.");
        var replicas = Text("--replicas", "N", "How many; 1 when not given.");
        var cwd = Text("--cwd", "DIR", "Where it runs; this directory when not given.");
        var env = new Option<string[]>("--env") { Description = "A variable, on top of this shell's own. Repeatable.", HelpName = "K=V", AllowMultipleArgumentsPerToken = false };
        var detach = new Option<bool>("--detach", "-d") { Description = "Return once it is started, instead of waiting until it is ready.", Arity = ArgumentArity.Zero };
        var save = GlobalOptions.Flag("--save", "Write it into wconsole.yaml of this directory once it runs; it then gets the launcher's environment, as up gives it.", recursive: false);
        return new VerbCommand("run", "Start one worker under the launcher without any file, and wait until it is ready.", VerbKind.Plain, RunAsync)
        {
            command, celery, pool, concurrency, queues, level, name, replicas, cwd, env, detach, save, LaunchOptions.StateDir(),
        };

        static Option<string> Text(string name, string help, string description) => GlobalOptions.Text(name, null, help, description, recursive: false);

        async Task<ExitCode> RunAsync(Call call, CancellationToken token)
        {
            var words = (call.Parse.GetValue(command) ?? []).ToImmutableArray();
            var app = call.Parse.GetValue(celery);
            if (app is null && new Option<string>[] { pool, concurrency, queues, level }.FirstOrDefault(o => call.Parse.GetResult(o) is not null) is { } stray)
            {
                return call.Fail(new CliError(ExitCode.Usage, $"{stray.Name} is about a Celery worker", "name its application: --celery APP"));
            }

            var variables = (call.Parse.GetValue(env) ?? []).Select(v => v.Split('=', 2)).ToList();
            if (variables.Find(v => v.Length < 2) is { } bare)
            {
                return call.Fail(new CliError(ExitCode.Usage, $"--env: '{bare[0]}' is no variable", "write --env NAME=value"));
            }

            var folder = call.Parse.GetValue(cwd) is { } typed ? Path.GetFullPath(typed, call.Host.WorkingDirectory) : null;
            var asked = new AskedGroup(
                call.Parse.GetValue(name) ?? "", app is null ? null : new AskedCelery(app, call.Parse.GetValue(pool), call.Parse.GetValue(concurrency), call.Parse.GetValue(queues), call.Parse.GetValue(level), words),
                app is null ? words : [], call.Parse.GetValue(replicas) ?? "1", folder, [.. variables.Select(v => KeyValuePair.Create(v[0], v[1]))]);
            return await AskAsync(call, asked, call.Parse.GetValue(detach), call.Parse.GetValue(save), token);
        }
    }

    private static async Task<ExitCode> AskAsync(Call call, AskedGroup asked, bool detached, bool save, CancellationToken token)
    {
        // Before a launcher is started for it: what cannot be read needs none.
        var place = new AskedPlace(call.Host.Inputs(call.Flags));
        var named = asked.Name.Length > 0 ? asked : asked with { Name = AskedGroup.NameFor(asked.Celery?.App, asked.Command, []) };
        if (Wrong(call, place.Read(named), asked.Celery is not null) is { } wrong)
        {
            return wrong;
        }

        var (line, failed) = await LaunchOptions.OpenAsync(call, start: true, token);
        if (line is null)
        {
            return call.Fail(failed!);
        }

        await using (line)
        {
            var living = line.Picture.Programs.Where(p => p.State.Lives).Select(p => p.Group).ToHashSet(StringComparer.Ordinal);
            named = asked.Name.Length > 0 ? asked : asked with { Name = AskedGroup.NameFor(asked.Celery?.App, asked.Command, living) };
            var group = place.Read(named).Group!;
            var reply = await line.AskAsync(new LaunchRequest.Add(place.Keep(group, save)), token);
            if (reply is LaunchReply.Refused refused)
            {
                return call.Fail(new CliError(ExitCode.Usage, refused.Why, refused.Remedy));
            }

            var ids = ((LaunchReply.Taken)reply).Ids;
            var result = await new LaunchWatch(call, line).UntilAsync(ids, (_, p) => detached ? LaunchGoal.Begun(p) : LaunchGoal.UpAtOnce(p), call.Timeout, tell: !detached, token);
            foreach (var (id, why) in result.Failed)
            {
                call.Host.Streams.Say($"wconsole: {id}: {why}");
            }

            ProgramList.Print(call, ProgramList.Rows(call, result.Picture.Programs.Where(p => ids.Contains(p.Id))), result.Picture);
            if (result.Code != ExitCode.Done)
            {
                // What never came up is not tried again and again behind the back of whoever mistyped it.
                var never = result is { Done: 0, Open.IsEmpty: true } && ids.All(id => result.Picture.Find(id)?.State.Phase is ProgramPhase.Backoff or ProgramPhase.Fatal or ProgramPhase.Exited);
                if (never)
                {
                    await line.AskAsync(new LaunchRequest.Remove([group.Name]), token);
                }

                var unsaved = save ? "; it was not saved" : "";
                call.Host.Streams.Say(never
                    ? $"wconsole: {group.Name} is not kept, since it never came up{unsaved}; wconsole logs {group.Name} has its words"
                    : $"wconsole: the launcher goes on with it{unsaved}; wconsole remove {group.Name} ends it");
                return result.Code;
            }

            call.Host.Streams.Say(string.Create(CultureInfo.InvariantCulture, $"wconsole: {group.Name} is kept by the launcher (pid {result.Picture.LauncherPid}); wconsole remove {group.Name} ends it"));
            return save ? await SaveAsync(call, named, place, line, token) : ExitCode.Done;
        }
    }

    private static async Task<ExitCode> SaveAsync(Call call, AskedGroup asked, AskedPlace place, ILauncherLine line, CancellationToken token)
    {
        var saving = place.Save(asked);
        if (saving.Group is not { } saved)
        {
            call.Host.Streams.Say($"wconsole: it runs, but is not saved into {saving.File}: {saving.Why}. To paste:");
            call.Host.Streams.Data(GroupSaving.ToPaste(asked, place.Folder));
            return ExitCode.Partial;
        }

        // From now on it is a group of that file, for the launcher as well.
        await line.AskAsync(new LaunchRequest.Up([saved], []), token);
        call.Host.Streams.Say($"wconsole: saved as {saved.Origin}");
        return ExitCode.Done;
    }

    private static ExitCode? Wrong(Call call, AskedReading reading, bool isCelery)
    {
        foreach (var warning in reading.Warnings)
        {
            call.Host.Streams.Say($"wconsole: warning: {warning}");
        }

        foreach (var more in reading.Problems.Skip(1))
        {
            call.Host.Streams.Say($"wconsole: {Option(more.Key)}{more.What}; {more.Remedy}");
        }

        return reading.Problems is [var first, ..] ? call.Fail(new CliError(ExitCode.Usage, Option(first.Key) + first.What, first.Remedy)) : null;

        string Option(string key) => key switch
        {
            "app" => "--celery: ",
            "command" => isCelery ? "" : "COMMAND: ",
            "args" => "",
            _ => $"--{key}: ",
        };
    }
}
