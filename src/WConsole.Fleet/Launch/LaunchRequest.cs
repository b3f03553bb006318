using System.Collections.Immutable;
using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>What a client asks of a launcher: one line on its socket. A closed list; JSON, version 1.</summary>
public abstract record LaunchRequest
{
    /// <summary>Of the protocol: another one is refused with a word.</summary>
    public const int Version = 1;

    /// <summary>A longer line ends the connection.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private LaunchRequest()
    {
    }

    /// <summary>Who are you, and how does everything stand; with <paramref name="Follow"/> every change is sent from then on.</summary>
    /// <param name="Measured">Whether CPU and memory are looked at before the answer; else they come when they are due.</param>
    public sealed record Look(bool Follow, bool Measured = true) : LaunchRequest;

    /// <summary>These are the groups now; start those that are named.</summary>
    public sealed record Up(ImmutableArray<WorkerGroup> Groups, ImmutableArray<string> Wanted) : LaunchRequest;

    /// <summary>Ids, or names of groups.</summary>
    public sealed record Start(ImmutableArray<string> Targets) : LaunchRequest;

    /// <param name="KillAfter">KILL of the trees after this time; null: as their groups say.</param>
    public sealed record Stop(ImmutableArray<string> Targets, TimeSpan? KillAfter) : LaunchRequest;

    public sealed record Restart(ImmutableArray<string> Targets) : LaunchRequest;

    public sealed record Kill(ImmutableArray<string> Targets) : LaunchRequest;

    /// <summary>One more group, which no file says. Refused when one of its name is known, unless that was asked for in the same way and nothing of it lives.</summary>
    /// <param name="AtOnce">Whether it is started, too; else it is known, and whoever asks for it later starts it. One that replaces a process is started when that has ended in
    /// any case; such requests say false, since launchers that know nothing of it yet would start it beside.</param>
    public sealed record Add(WorkerGroup Group, bool AtOnce = true) : LaunchRequest;

    /// <summary>Stop groups, then forget them.</summary>
    public sealed record Remove(ImmutableArray<string> Groups) : LaunchRequest;

    public sealed record Scale(string Group, int Replicas) : LaunchRequest;

    /// <summary>Stop everything, then end.</summary>
    public sealed record Down(TimeSpan? KillAfter) : LaunchRequest;

    /// <summary>One line with its end.</summary>
    /// <param name="number">Comes back in the reply.</param>
    public byte[] Encode(long number) => LaunchLine.Encode(Version, json =>
    {
        json.WriteNumber("id", number);
        Put(json);
    });

    /// <summary>Null when the line is no request of this version.</summary>
    public static NumberedRequest? Decode(ReadOnlyMemory<byte> line) => JsonForm.TryRead(line, Version, static json => new NumberedRequest(json.Long("id"), json.Text("ask") switch
    {
        "look" => new Look(json.GetProperty("follow").GetBoolean(), !json.TryGetProperty("measured", out var measured) || measured.GetBoolean()),
        "up" => new Up(LaunchLine.Given(json.Each("groups", GroupCodec.Read)), LaunchLine.Given(json.Texts("start"))),
        "start" => new Start(LaunchLine.Given(json.Texts("targets"))),
        "stop" => new Stop(LaunchLine.Given(json.Texts("targets")), json.SpanOrNull("kill_after")),
        "restart" => new Restart(LaunchLine.Given(json.Texts("targets"))),
        "kill" => new Kill(LaunchLine.Given(json.Texts("targets"))),
        "add" => new Add(GroupCodec.Read(json.GetProperty("group")), json.GetProperty("at_once").GetBoolean()),
        "remove" => new Remove(LaunchLine.Given(json.Texts("groups"))),
        "scale" => new Scale(json.Text("group"), json.Int("replicas")),
        "down" => new Down(json.SpanOrNull("kill_after")),
        var other => throw new FormatException(other),
    }));

    private void Put(Utf8JsonWriter json)
    {
        switch (this)
        {
            case Look look:
                json.WriteString("ask", "look");
                json.WriteBoolean("follow", look.Follow);
                json.WriteBoolean("measured", look.Measured);
                break;
            case Up up:
                json.WriteString("ask", "up");
                json.PutEach("groups", up.Groups, GroupCodec.Write);
                json.PutTexts("start", up.Wanted);
                break;
            case Start start:
                json.WriteString("ask", "start");
                json.PutTexts("targets", start.Targets);
                break;
            case Stop stop:
                json.WriteString("ask", "stop");
                json.PutTexts("targets", stop.Targets);
                json.Put("kill_after", stop.KillAfter);
                break;
            case Restart restart:
                json.WriteString("ask", "restart");
                json.PutTexts("targets", restart.Targets);
                break;
            case Kill kill:
                json.WriteString("ask", "kill");
                json.PutTexts("targets", kill.Targets);
                break;
            case Add add:
                json.WriteString("ask", "add");
                json.WritePropertyName("group");
                GroupCodec.Write(json, add.Group);
                json.WriteBoolean("at_once", add.AtOnce);
                break;
            case Remove remove:
                json.WriteString("ask", "remove");
                json.PutTexts("groups", remove.Groups);
                break;
            case Scale scale:
                json.WriteString("ask", "scale");
                json.WriteString("group", scale.Group);
                json.WriteNumber("replicas", scale.Replicas);
                break;
            case Down down:
                json.WriteString("ask", "down");
                json.Put("kill_after", down.KillAfter);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

/// <summary>A request with the number that its reply bears.</summary>
public sealed record NumberedRequest(long Number, LaunchRequest Request);
