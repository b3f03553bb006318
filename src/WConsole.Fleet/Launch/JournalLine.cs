using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>One line of the launcher's own memory: the last one about a thing says how it stands. A closed list; JSON, version 1.</summary>
public abstract record JournalLine
{
    private const int Version = 1;

    private JournalLine()
    {
    }

    /// <summary>A launcher began its work.</summary>
    /// <param name="Boot">Names the time since the host was started: pids and moments of another one mean nothing.</param>
    public sealed record Begun(int Pid, long StartTicks, string Boot) : JournalLine;

    public sealed record Group(WorkerGroup Value) : JournalLine;

    /// <param name="Of">Its group.</param>
    /// <param name="Port">Its own; null when it uses none.</param>
    public sealed record Program(string Of, int Index, int? Port, bool Leaves, bool Outdated, bool RestartsNext, ProgramState State) : JournalLine;

    /// <summary>That program is forgotten.</summary>
    public sealed record Gone(string Id) : JournalLine;

    /// <summary>That group is forgotten.</summary>
    public sealed record GroupGone(string Name) : JournalLine;

    /// <summary>One line with its end.</summary>
    public byte[] Encode() => LaunchLine.Encode(Version, Put);

    /// <summary>Null when the bytes are no such line (a half written one, another version).</summary>
    public static JournalLine? Decode(ReadOnlyMemory<byte> line) => JsonForm.TryRead<JournalLine>(line, Version, static json => json.Text("kind") switch
    {
        "begun" => new Begun(json.Int("pid"), json.Long("start"), json.Text("boot")),
        "group" => new Group(GroupCodec.Read(json.GetProperty("group"))),
        "program" => new Program(
            json.Text("group"), json.Int("index"), json.IntOrNull("port"), json.GetProperty("leaves").GetBoolean(), json.GetProperty("outdated").GetBoolean(),
            json.GetProperty("restarts_next").GetBoolean(),
            ProgramStateCodec.Read(Replica.Id(json.Text("group"), json.Int("index")), json)),
        "gone" => new Gone(json.Text("id")),
        "group_gone" => new GroupGone(json.Text("name")),
        var other => throw new FormatException(other),
    });

    private void Put(Utf8JsonWriter json)
    {
        switch (this)
        {
            case Begun begun:
                json.WriteString("kind", "begun");
                json.WriteNumber("pid", begun.Pid);
                json.WriteNumber("start", begun.StartTicks);
                json.WriteString("boot", begun.Boot);
                break;
            case Group group:
                json.WriteString("kind", "group");
                json.WritePropertyName("group");
                GroupCodec.Write(json, group.Value);
                break;
            case Program program:
                json.WriteString("kind", "program");
                json.WriteString("group", program.Of);
                json.WriteNumber("index", program.Index);
                json.Put("port", program.Port);
                json.WriteBoolean("leaves", program.Leaves);
                json.WriteBoolean("outdated", program.Outdated);
                json.WriteBoolean("restarts_next", program.RestartsNext);
                ProgramStateCodec.Put(json, program.State);
                break;
            case Gone gone:
                json.WriteString("kind", "gone");
                json.WriteString("id", gone.Id);
                break;
            case GroupGone gone:
                json.WriteString("kind", "group_gone");
                json.WriteString("name", gone.Name);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
