using System.Collections.Immutable;
using System.CommandLine;
using WConsole.Cli.Output;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary>The nouns that are lists: workers, queues, hosts.</summary>
internal static class ListVerbs
{
    /// <summary>Older answers than this are asked for again; longer than any picture takes, so that each is asked once.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private static readonly ImmutableArray<Interest> OfWorkers =
    [
        Interest.InAll(FactKind.Control, MaxAge),
        Interest.InAll(FactKind.Stats, MaxAge),
        Interest.InAll(FactKind.Active, MaxAge),
        Interest.InAll(FactKind.Reserved, MaxAge),
        Interest.InAll(FactKind.Scheduled, MaxAge),
        Interest.InAll(FactKind.Queues, MaxAge),
        Interest.InQueues(MaxAge),
    ];

    private static readonly ImmutableArray<Interest> OfQueues = [Interest.InAll(FactKind.Control, MaxAge), Interest.InAll(FactKind.Queues, MaxAge), Interest.InQueues(MaxAge)];

    private static readonly ImmutableArray<Interest> OfHosts = [Interest.InAll(FactKind.Control, MaxAge), Interest.InAll(FactKind.Stats, MaxAge), Interest.InAll(FactKind.Active, MaxAge)];

    private static readonly string[] Nouns = ["workers", "queues", "hosts"];

    public static IEnumerable<Command> All() => Nouns.Select(Named).OfType<Command>();

    /// <summary>The list of that name; null: there is none.</summary>
    public static Command? Named(string name) => name switch
    {
        "workers" => Noun("workers", "Every worker with its pool, pid, state, counts and queues.", OfWorkers, WorkersView.Spec, WorkerRows, context => new Listing<WorkerState>(
            "wconsole/workers/1", WorkersView.Spec, [], (json, w) => WorkerJson.Write(json, w, context), w => w.Worker.Id.ToString())),
        "queues" => Noun("queues", "Every queue with its depth and consumers.", OfQueues, QueuesView.Spec, snapshot => QueuesView.Rows(snapshot), context => new Listing<QueueRow>(
            "wconsole/queues/1", QueuesView.Spec, [], (json, q) => QueueJson.Write(json, q, context), q => q.Queue.Id.ToString())),
        "hosts" => Noun("hosts", "Workers by host: how many, how busy, and this host's CPUs, load and memory.", OfHosts, HostsView.Spec, snapshot => HostsView.Rows(snapshot), context => new Listing<HostRow>(
            "wconsole/hosts/1", HostsView.Spec, [], (json, h) => HostJson.Write(json, h), h => SafeName.Escape(h.Name))),
        _ => null,
    };

    private static IReadOnlyList<WorkerState> WorkerRows(FleetSnapshot snapshot) => snapshot.Workers.Items;

    // The first column that is asked for and that the table does not have.
    private static string? Unknown<T>(TableQuery query, TableSpec<T> spec) =>
        (query.Filter.IsEmpty ? null : query.Filter.UnknownColumns(spec).FirstOrDefault()) ?? (query.SortBy is { } by && spec.Find(by) is null ? by : null);

    private static VerbCommand Noun<T>(
        string noun, string summary, ImmutableArray<Interest> interests, TableSpec<T> spec, Func<FleetSnapshot, IReadOnlyList<T>> rows, Func<ViewContext, Listing<T>> shape)
    {
        var filter = GlobalOptions.Text("--filter", null, "TEXT", "Only rows that fit, as typed after / on the screen.", recursive: false);
        var sort = GlobalOptions.Text("--sort", null, "COLUMN", "Order by a column; without it the worst rows come first.", recursive: false);
        var verb = new VerbCommand(noun, summary, VerbKind.Noun, RunAsync) { filter, sort };
        return verb;

        async Task<ExitCode> RunAsync(Call call, CancellationToken token)
        {
            var query = new TableQuery(FilterText.Parse(call.Parse.GetValue(filter) ?? ""), call.Parse.GetValue(sort), false);
            if (Unknown(query, spec) is { } unknown)
            {
                var near = Nearest.Of(unknown, spec.Columns.Select(c => c.Id));
                return call.Fail(new CliError(
                    ExitCode.Usage, $"{noun} have no column '{unknown}'", near is null ? $"there are: {string.Join(", ", spec.Columns.Select(c => c.Id))}" : $"did you mean '{near}'?"));
            }

            var (session, error) = Session.Open(call);
            if (session is null)
            {
                return call.Fail(error!);
            }

            await using (session)
            {
                var (frame, unreached) = await session.GatherAsync(interests, token);
                if (frame is null)
                {
                    return call.Fail(unreached!);
                }

                var all = rows(frame.View.Snapshot);
                if (all.Count == 0)
                {
                    var looked = string.Join(", ", frame.View.Snapshot.Sources.Select(s => s.Address));
                    call.Host.Streams.Say($"wconsole: no {noun} were found at {looked}; is it the right database number, key prefix and control exchange?");
                }

                var found = TableRows<T>.Of(spec, all, query, frame.View).Items;
                return Printed.List(call, shape(frame.View) with { Items = found }, frame);
            }
        }
    }
}
