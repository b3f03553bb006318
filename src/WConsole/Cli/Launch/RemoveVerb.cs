using System.CommandLine;
using WConsole.Fleet.Launch;

namespace WConsole.Cli.Launch;

/// <summary><c>remove</c>: stops groups, and the launcher forgets them.</summary>
internal static class RemoveVerb
{
    public static Command Make()
    {
        var groups = new Argument<string[]>("GROUP") { Description = "Groups of the launcher, whether run or up brought them.", Arity = ArgumentArity.OneOrMore };
        return new VerbCommand("remove", "Stop groups of the launcher, warmly, and forget them.", VerbKind.Plain, (call, token) => RunAsync(call, call.Parse.GetValue(groups) ?? [], token)) { groups, LaunchOptions.StateDir() };
    }

    private static async Task<ExitCode> RunAsync(Call call, string[] groups, CancellationToken token)
    {
        var (line, error) = await LaunchOptions.OpenAsync(call, start: false, token);
        if (line is null)
        {
            return call.Fail(error!);
        }

        await using (line)
        {
            var reply = await line.AskAsync(new LaunchRequest.Remove([.. groups]), token);
            if (reply is LaunchReply.Refused refused)
            {
                return call.Fail(new CliError(ExitCode.Usage, refused.Why, refused.Remedy));
            }

            var taken = (LaunchReply.Taken)reply;
            foreach (var note in taken.Notes)
            {
                call.Host.Streams.Say($"wconsole: {note}");
            }

            var result = await new LaunchWatch(call, line).UntilAsync(taken.Ids, (_, p) => LaunchGoal.Down(p), call.Timeout, tell: true, token);
            call.Host.Streams.Say(result.Open.IsEmpty ? $"wconsole: {string.Join(", ", groups)} removed" : $"wconsole: still stopping: {string.Join(" ", result.Open)}; it goes on");
            return result.Code;
        }
    }
}
