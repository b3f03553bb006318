using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using WConsole.Cli.Output;
using WConsole.Fleet.Model;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary><c>inspect WHAT [ID…]</c>: asks workers for one fact. A question, so that no ID means all of them.</summary>
internal static class InspectVerb
{
    public static Command Make()
    {
        var what = new Argument<string>("WHAT") { Description = string.Join(", ", Inspection.All.Select(i => i.Word)) + "." };
        var targets = new TargetOptions();
        var verb = new VerbCommand("inspect", "Ask workers what they run, hold, know and are set to.", VerbKind.Plain, RunAsync) { what };
        targets.AddTo(verb);
        return verb;

        async Task<ExitCode> RunAsync(Call call, CancellationToken token)
        {
            var word = call.Parse.GetValue(what)!;
            if (Inspection.Find(word) is not { } inspection)
            {
                var near = Nearest.Of(word, Inspection.All.Select(i => i.Word));
                return call.Fail(new CliError(
                    ExitCode.Usage, $"nothing called '{word}' can be inspected", near is null ? $"there are: {string.Join(", ", Inspection.All.Select(i => i.Word))}" : $"did you mean '{near}'?"));
            }

            var (session, error) = Session.Open(call);
            if (session is null)
            {
                return call.Fail(error!);
            }

            await using (session)
            {
                var request = targets.Request(call.Parse);
                return await InspectAsync(call, session, inspection, request.NamesNobody ? request with { All = true } : request, token);
            }
        }
    }

    private static async Task<ExitCode> InspectAsync(Call call, Session session, Inspection inspection, TargetRequest request, CancellationToken token)
    {
        var (chosen, first, error) = await Selection.OfAsync(session, request, inspection.Kind, token);
        if (error is not null)
        {
            return call.Fail(error);
        }

        var answers = chosen.Select(w => (Worker: w, Answer: inspection.Read(w))).ToList();
        ImmutableArray<InspectRow> rows = [.. answers.SelectMany(a => a.Answer.Rows ?? [])];
        var silent = answers.Where(a => a.Answer.Rows is null).Select(a => (a.Worker, Why: a.Answer.Why ?? "no answer")).ToList();
        var frame = first!;
        if (inspection.Note.Length > 0)
        {
            call.Host.Streams.Say($"{inspection.Word}: {inspection.Note}");
        }

        if (inspection.Kind == FactKind.Report && call.Format is OutputFormat.Table or OutputFormat.Wide)
        {
            call.Host.Streams.Data(Reports(rows));
        }
        else
        {
            call.Host.Streams.Data(new Listing<InspectRow>(
                "wconsole/inspect/1", inspection.Spec, rows, (json, r) => inspection.Write(json, r, frame.View), r => r.Run?.Id ?? SafeName.Escape(r.Key), json =>
                {
                    json.WriteString("what", inspection.Word);
                    json.Text("note", inspection.Note.Length == 0 ? null : inspection.Note);
                    json.List("answered", answers.Where(a => a.Answer.Rows is not null), a => json.WriteStringValue(a.Worker.Worker.Id.ToString()));
                    json.List("silent", silent, s =>
                    {
                        json.WriteStartObject();
                        json.WriteString("id", s.Worker.Worker.Id.ToString());
                        json.WriteString("why", s.Why);
                        json.WriteEndObject();
                    });
                }).Text(call.Format, frame));
        }

        foreach (var problem in frame.Problems.Concat(silent.Select(s => $"{s.Worker.Worker.Name}: {s.Why}")))
        {
            call.Host.Streams.Say($"wconsole: {problem}");
        }

        return frame.Complete ? ExitCode.Done : ExitCode.Partial;
    }

    private static string Reports(IEnumerable<InspectRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append("== ").Append(PlainText.Line(row.Worker.Worker.Name)).Append('\n').Append(PlainText.Lines(row.Key.TrimEnd())).Append('\n');
        }

        return text.ToString();
    }
}
