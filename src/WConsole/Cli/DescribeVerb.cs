using System.CommandLine;
using System.Text;
using WConsole.Cli.Output;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;

namespace WConsole.Cli;

/// <summary><c>describe ID</c>: everything known about one worker.</summary>
internal static class DescribeVerb
{
    private static readonly FactKind[] Wanted =
        [FactKind.Stats, FactKind.Active, FactKind.Reserved, FactKind.Scheduled, FactKind.Queues, FactKind.Process];

    public static Command Make()
    {
        var id = new Argument<string>("ID") { Description = "The worker: its id, its name, or the part of its name before the host." };
        return new VerbCommand("describe", "Everything that is known about one worker.", VerbKind.Noun, RunAsync) { id };

        async Task<ExitCode> RunAsync(Call call, CancellationToken token)
        {
            var (session, error) = Session.Open(call);
            if (session is null)
            {
                return call.Fail(error!);
            }

            await using (session)
            {
                var request = new TargetRequest([call.Parse.GetValue(id)!], false, null, false);
                var (workers, frame, wrong) = await Selection.OfAsync(session, request, [.. Wanted], token);
                if (frame is null)
                {
                    return call.Fail(wrong!);
                }

                if (call.Format is not (OutputFormat.Table or OutputFormat.Wide))
                {
                    return Printed.List(call, new Listing<WorkerState>(
                        "wconsole/worker/1", WorkersView.Spec, workers, (json, w) => WorkerJson.WriteFull(json, w, frame.View), w => w.Worker.Id.ToString()), frame);
                }

                call.Host.Streams.Data(string.Concat(workers.Select(w => Text(w, frame.View))));
                return frame.Complete ? ExitCode.Done : ExitCode.Partial;
            }
        }
    }

    /// <summary>A worker as labelled lines and one table per list.</summary>
    internal static string Text(WorkerState state, ViewContext context)
    {
        var worker = state.Worker;
        List<(string Key, string Value)> lines =
        [
            ("id", worker.Id.ToString()),
            ("name", worker.Name),
            ("state", state.Health.Why.Length == 0 ? Healths.Word(state.Health.Health) : $"{Healths.Word(state.Health.Health)} ({state.Health.Why})"),
            ("lights", $"process {Word(state.Lights.Process)}, control {Word(state.Lights.Control)}, consumption {Word(state.Lights.Consumption)}"),
            ("version", worker.Version ?? "unknown"),
            .. worker.Facts.Stats.Value is { } stats ? StatsLines.Of(stats) : [],
            ("process", worker.Facts.Process.Value is { } sight ? Sight(sight) : worker.Facts.Process.Why ?? "not looked for"),
            .. KeeperLines.Of(worker).Select(l => (l.Label.ToLowerInvariant(), l.Text)),
            ("queues", WorkersView.QueueText(worker)),
            .. state.Alarms.IsDefault ? [] : state.Alarms.Select(a => ("alarm", a)),
        ];
        var width = lines.Max(l => l.Key.Length) + 2;
        var text = new StringBuilder();
        foreach (var (key, value) in lines)
        {
            text.Append(PlainText.Line(key).PadRight(width)).Append(PlainText.Line(value)).Append('\n');
        }

        Section(text, "slots", SlotsView.Of(state).Select(s => s.Running is { } r ? $"{s.Number} pid {Spans.Count(s.Pid)}: {r.Name} {r.Id} {r.Args}" : $"{s.Number} pid {Spans.Count(s.Pid)}: idle"));
        Section(text, "reserved", Runs(worker.Facts.Reserved));
        Section(text, "scheduled (eta/countdown, not periodic)", Runs(worker.Facts.Scheduled));
        return text.ToString();
    }

    private static IEnumerable<string> Runs(Fact<System.Collections.Immutable.ImmutableArray<TaskRun>> fact) =>
        fact.HasValue ? fact.Value.Select(r => $"{r.Name} {r.Id} {r.Args}") : [$"unknown: {fact.Why ?? "no answer"}"];

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append(title).Append(":\n");
        foreach (var line in lines.DefaultIfEmpty("none"))
        {
            text.Append("  ").Append(PlainText.Line(line)).Append('\n');
        }
    }

    private static string Word(Light light) => light switch { Light.Yes => "yes", Light.No => "no", Light.Unknown => "unknown" };

    private static string Sight(ProcessSight sight) => sight switch
    {
        ProcessSight.Ours ours => $"pid {ours.Pid}, {ours.Evidence}; stderr is {ours.StderrKind}",
        ProcessSight.Gone gone => $"pid {gone.Pid} is gone",
        ProcessSight.Elsewhere elsewhere => elsewhere.Why,
        ProcessSight.Unproven unproven => unproven.Why,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
