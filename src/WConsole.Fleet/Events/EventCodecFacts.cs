using System.Diagnostics;
using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Events;

/// <summary>The part of <see cref="EventCodec"/> for the answers to questions.</summary>
internal static class EventCodecFacts
{
    /// <summary>Writes kind and value into the open object of the event.</summary>
    public static void Write(Utf8JsonWriter json, FactAnswer answer)
    {
        json.WriteString("kind", NameOf(answer));
        json.WritePropertyName("value");
        switch (answer)
        {
            case FactAnswer.Stats a:
                StatsCodec.Write(json, a.Value);
                break;
            case FactAnswer.Active a:
                TaskRunCodec.WriteAll(json, a.Runs);
                break;
            case FactAnswer.Reserved a:
                TaskRunCodec.WriteAll(json, a.Runs);
                break;
            case FactAnswer.Scheduled a:
                TaskRunCodec.WriteAll(json, a.Runs);
                break;
            case FactAnswer.Revoked a:
                FactsCodec.WriteTexts(json, a.Ids);
                break;
            case FactAnswer.Registered a:
                FactsCodec.WriteTexts(json, a.Names);
                break;
            case FactAnswer.Queues a:
                QueueCodec.WriteBindings(json, a.Bindings);
                break;
            case FactAnswer.Conf a:
                StatsCodec.WriteDetails(json, a.Entries);
                break;
            case FactAnswer.Report a:
                json.WriteStringValue(a.Text);
                break;
            case FactAnswer.Clock a:
                json.WriteNumberValue(a.Value);
                break;
            case FactAnswer.Process a:
                ProcessCodec.Write(json, a.Sight);
                break;
            case FactAnswer.Tree a:
                ProcessTreeCodec.Write(json, a.Value);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public static FactAnswer Read(JsonElement json)
    {
        var value = json.GetProperty("value");
        return json.Text("kind") switch
        {
            "stats" => new FactAnswer.Stats(StatsCodec.Read(value)),
            "active" => new FactAnswer.Active(TaskRunCodec.ReadAll(value)),
            "reserved" => new FactAnswer.Reserved(TaskRunCodec.ReadAll(value)),
            "scheduled" => new FactAnswer.Scheduled(TaskRunCodec.ReadAll(value)),
            "revoked" => new FactAnswer.Revoked(FactsCodec.ReadTexts(value)),
            "registered" => new FactAnswer.Registered(FactsCodec.ReadTexts(value)),
            "queues" => new FactAnswer.Queues(QueueCodec.ReadBindings(value)),
            "conf" => new FactAnswer.Conf(StatsCodec.ReadDetails(value)),
            "report" => new FactAnswer.Report(value.GetString() ?? throw new FormatException()),
            "clock" => new FactAnswer.Clock(value.GetInt64()),
            "process" => new FactAnswer.Process(ProcessCodec.Read(value)),
            "tree" => new FactAnswer.Tree(ProcessTreeCodec.Read(value)),
            var other => throw new FormatException(other),
        };
    }

    private static string NameOf(FactAnswer answer) => answer switch
    {
        FactAnswer.Stats => "stats",
        FactAnswer.Active => "active",
        FactAnswer.Reserved => "reserved",
        FactAnswer.Scheduled => "scheduled",
        FactAnswer.Revoked => "revoked",
        FactAnswer.Registered => "registered",
        FactAnswer.Queues => "queues",
        FactAnswer.Conf => "conf",
        FactAnswer.Report => "report",
        FactAnswer.Clock => "clock",
        FactAnswer.Process => "process",
        FactAnswer.Tree => "tree",
        _ => throw new UnreachableException(),
    };
}
