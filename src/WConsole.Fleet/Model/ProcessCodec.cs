using System.Diagnostics;
using System.Text.Json;

namespace WConsole.Fleet.Model;

/// <summary>The JSON form of what a host shows of a worker's process.</summary>
internal static class ProcessCodec
{
    public static void Write(Utf8JsonWriter json, ProcessSight sight)
    {
        json.WriteStartObject();
        switch (sight)
        {
            case ProcessSight.Ours ours:
                json.WriteString("sight", "ours");
                json.WriteNumber("pid", ours.Pid);
                json.WriteNumber("start", ours.StartTicks);
                json.WriteString("evidence", ours.Evidence);
                json.PutTexts("command", ours.CommandLine);
                json.Put("cwd", ours.Cwd);
                json.Put("stdout_terminal", ours.StdoutIsTerminal);
                json.Put("stderr", ours.StderrPath);
                json.Put("stdout", ours.StdoutPath);
                json.WriteString("stderr_kind", ours.StderrKind);
                json.Put("parent", ours.ParentPid);
                json.Put("no_start_again", ours.NoStartAgain);
                break;
            case ProcessSight.Elsewhere elsewhere:
                json.WriteString("sight", "elsewhere");
                json.WriteString("why", elsewhere.Why);
                break;
            case ProcessSight.Unproven unproven:
                json.WriteString("sight", "unproven");
                json.WriteString("why", unproven.Why);
                break;
            case ProcessSight.Gone gone:
                json.WriteString("sight", "gone");
                json.WriteNumber("pid", gone.Pid);
                json.WriteNumber("start", gone.StartTicks);
                json.Put("log", gone.LogPath);
                break;
            default:
                throw new UnreachableException();
        }

        json.WriteEndObject();
    }

    public static ProcessSight Read(JsonElement json) => json.Text("sight") switch
    {
        "ours" => new ProcessSight.Ours(
            json.Int("pid"), json.Long("start"), json.Text("evidence"), json.Texts("command"), json.TextOrNull("cwd"), json.BoolOrNull("stdout_terminal"),
            json.TextOrNull("stderr"), json.Text("stderr_kind"), json.IntOrNull("parent"))
        { StdoutPath = json.TextOrNull("stdout"), NoStartAgain = json.TextOrNull("no_start_again") },
        "elsewhere" => new ProcessSight.Elsewhere(json.Text("why")),
        "unproven" => new ProcessSight.Unproven(json.Text("why")),
        "gone" => new ProcessSight.Gone(json.Int("pid"), json.Long("start")) { LogPath = json.TextOrNull("log") },
        var other => throw new FormatException(other),
    };
}
