using System.Text.Json;
using WConsole.Fleet.Model;
using WConsole.Fleet.Views;

namespace WConsole.Cli.Output;

/// <summary>An item of <c>wconsole/hosts/1</c>.</summary>
internal static class HostJson
{
    public static void Write(Utf8JsonWriter json, HostRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteString("state", Healths.Word(row.Worst));
        json.WriteNumber("workers", row.Workers.Length);
        json.WriteNumber("up", row.Live);
        json.Count("busy", row.Busy);
        json.Count("slots", row.Slots);
        json.Count("saturation", row.Saturation);
        json.Count("cpus", row.Measure?.Cpus);
        Number(json, "load1", row.Measure?.Load1);
        Number(json, "load5", row.Measure?.Load5);
        Number(json, "load15", row.Measure?.Load15);
        json.Count("memory_total", row.Measure?.MemoryTotal);
        json.Count("memory_available", row.Measure?.MemoryAvailable);
        json.List("worker_ids", row.Workers, w => json.WriteStringValue(w.Worker.Id.ToString()));
        json.WriteString("note", HostsView.Note(row));
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } n)
        {
            json.WriteNumber(name, n);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
