using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using WConsole.Cli.Output;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using SortKey = WConsole.Fleet.Views.SortKey;

namespace WConsole.Cli;

/// <summary>One thing that <c>inspect</c> can ask for, and how its answers become rows.</summary>
/// <param name="Word">What is typed.</param>
/// <param name="Note">What is easily misread about it; empty when nothing.</param>
/// <param name="Read">The rows of one worker; null when it has not answered (the second value says why, if anybody knows).</param>
internal sealed record Inspection(
    string Word, FactKind Kind, string Note, TableSpec<InspectRow> Spec, Func<WorkerState, (ImmutableArray<InspectRow>? Rows, string? Why)> Read)
{
    public static ImmutableArray<Inspection> All { get; } =
    [
        new("active", FactKind.Active, "", Runs("started", "STARTED", r => r.StartedAt), w => Rows(w, w.Worker.Facts.Active)),
        new("reserved", FactKind.Reserved, "", Runs("started", "STARTED", r => r.StartedAt), w => Rows(w, w.Worker.Facts.Reserved)),
        new("scheduled", FactKind.Scheduled, "eta/countdown, not periodic", Runs("eta", "ETA", r => r.Eta), w => Rows(w, w.Worker.Facts.Scheduled)),
        new("revoked", FactKind.Revoked, "", Pairs("ID", null), w => Rows(w, w.Worker.Facts.Revoked, id => (id, ""))),
        new("registered", FactKind.Registered, "", Pairs("TASK", null), w => Rows(w, w.Worker.Facts.Registered, name => (name, ""))),
        new("queues", FactKind.Queues, "", Pairs("QUEUE", "BOUND TO"), w => Rows(w, w.Worker.Facts.Queues, q => (q.Name, $"{q.Exchange} ({q.ExchangeType}) {q.RoutingKey}"))),
        new("conf", FactKind.Conf, "", Pairs("SETTING", "VALUE"), w => Rows(w, w.Worker.Facts.Conf, d => (d.Label, d.Value))),
        new("stats", FactKind.Stats, "", Pairs("WHAT", "VALUE"), w => One(w, w.Worker.Facts.Stats, StatsLines.Of)),
        new("report", FactKind.Report, "", Pairs("REPORT", null), w => One(w, w.Worker.Facts.Report, text => [(text, "")])),
        new("clock", FactKind.Clock, "", Pairs("CLOCK", null), w => One(w, w.Worker.Facts.Clock, n => [(n.ToString(CultureInfo.InvariantCulture), "")])),
    ];

    public static Inspection? Find(string word) => All.FirstOrDefault(i => i.Word == word);

    /// <summary>An item of <c>wconsole/inspect/1</c>: one row.</summary>
    public void Write(Utf8JsonWriter json, InspectRow row, ViewContext context)
    {
        json.WriteStartObject();
        json.WriteString("worker", row.Worker.Worker.Id.ToString());
        if (row.Run is { } run)
        {
            json.WritePropertyName("run");
            TaskRunJson.Write(json, run, context);
        }
        else
        {
            json.WriteString("key", row.Key);
            if (Spec.Find("value") is not null)
            {
                json.WriteString("value", row.Value);
            }
        }

        json.WriteEndObject();
    }

    private static (ImmutableArray<InspectRow>?, string?) Rows(WorkerState worker, Fact<ImmutableArray<TaskRun>> fact) =>
        fact.HasValue ? ([.. fact.Value.Select(r => new InspectRow(worker, r.Id, "", r))], null) : (null, fact.Why);

    private static (ImmutableArray<InspectRow>?, string?) Rows<T>(WorkerState worker, Fact<ImmutableArray<T>> fact, Func<T, (string Key, string Value)> read) =>
        One(worker, fact, items => items.Select(read));

    private static (ImmutableArray<InspectRow>?, string?) One<T>(WorkerState worker, Fact<T> fact, Func<T, IEnumerable<(string Key, string Value)>> read) =>
        fact.HasValue ? ([.. read(fact.Value!).Select(p => new InspectRow(worker, p.Key, p.Value, null))], null) : (null, fact.Why);

    private static TableSpec<InspectRow> Runs(string when, string title, Func<TaskRun, DateTimeOffset?> at) => Table(
    [
        Worker(),
        Cell("id", "ID", "run.id", r => r.Run!.Id),
        Cell("name", "NAME", "run.name", r => r.Run!.Name),
        Cell("args", "ARGS", "run.args", r => r.Run!.Args),
        Cell("kwargs", "KWARGS", "run.kwargs", r => r.Run!.Kwargs),
        Cell(when, title, when == "eta" ? "run.eta" : "run.started_at", r => at(r.Run!)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        Cell("pid", "PID", "run.pid", r => r.Run!.SlotPid?.ToString(CultureInfo.InvariantCulture)),
        Cell("queue", "QUEUE", "run.queue", r => r.Run!.Queue) with { Wide = true },
        Cell("acknowledged", "ACK", "run.acknowledged", r => r.Run!.Acknowledged switch { true => "yes", false => "late", null => null }) with { Wide = true },
    ]);

    private static TableSpec<InspectRow> Pairs(string key, string? value) =>
        Table(value is null ? [Worker(), Cell("key", key, "key", r => r.Key)] : [Worker(), Cell("key", key, "key", r => r.Key), Cell("value", value, "value", r => r.Value)]);

    private static Column<InspectRow> Worker() => Cell("worker", "WORKER", "worker", r => r.Worker.Worker.Name);

    private static Column<InspectRow> Cell(string id, string title, string json, Func<InspectRow, string?> text) =>
        new(id, title, (r, _) => text(r) ?? "?", (r, _) => SortKey.Of(text(r)), json);

    private static TableSpec<InspectRow> Table(ImmutableArray<Column<InspectRow>> columns) => new(
        "inspect", columns, r => $"{r.Worker.Worker.Id}/{r.Key}", (_, _) => Tone.Plain, (_, _) => 0, r => [r.Worker.Worker.Name, r.Key, r.Value]);
}

/// <summary>One row of an answer: a task run, or a key with a value.</summary>
internal sealed record InspectRow(WorkerState Worker, string Key, string Value, TaskRun? Run);
