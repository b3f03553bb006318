using System.Diagnostics;
using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Cli.Output;

/// <summary>What this host shows of a worker's process, in JSON; null when it was not looked for.</summary>
internal static class ProcessJson
{
    public static void Write(Utf8JsonWriter json, Fact<ProcessSight> fact)
    {
        if (!fact.HasValue || fact.Value is not { } sight)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("sight", Word(sight));
        switch (sight)
        {
            case ProcessSight.Ours ours:
                json.WriteNumber("pid", ours.Pid);
                json.WriteString("evidence", ours.Evidence);
                json.WriteString("stderr", ours.StderrKind);
                break;
            case ProcessSight.Gone gone:
                json.WriteNumber("pid", gone.Pid);
                break;
            case ProcessSight.Elsewhere elsewhere:
                json.WriteString("why", elsewhere.Why);
                break;
            case ProcessSight.Unproven unproven:
                json.WriteString("why", unproven.Why);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>One word for a sight.</summary>
    public static string Word(ProcessSight sight) => sight switch
    {
        ProcessSight.Ours => "ours",
        ProcessSight.Gone => "gone",
        ProcessSight.Elsewhere => "elsewhere",
        ProcessSight.Unproven => "unproven",
        _ => throw new UnreachableException(),
    };
}
