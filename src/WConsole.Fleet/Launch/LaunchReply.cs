using System.Collections.Immutable;
using System.Text.Json;
using WConsole.Fleet.Model;

namespace WConsole.Fleet.Launch;

/// <summary>What a launcher sends to a client: one line on its socket. A closed list; JSON, version 1.</summary>
public abstract record LaunchReply
{
    private LaunchReply()
    {
    }

    /// <summary>The request is taken up; what comes of it is seen in the programs.</summary>
    /// <param name="Ids">The programs that it is about.</param>
    /// <param name="Notes">What is worth a line.</param>
    public sealed record Taken(long Number, ImmutableArray<string> Ids, ImmutableArray<string> Notes) : LaunchReply;

    /// <summary>It is not done: why, and what to do instead.</summary>
    public sealed record Refused(long Number, string Why, string Remedy) : LaunchReply;

    /// <summary>How programs stand: all of them first, later those that changed.</summary>
    /// <param name="At">Monotonic since boot.</param>
    /// <param name="Whole">Whether these are all that there are.</param>
    /// <param name="Gone">Ids of programs that are no more.</param>
    /// <param name="News">What the launcher itself has to tell, oldest first: adoption, takeover, full disks.</param>
    public sealed record Programs(TimeSpan At, int LauncherPid, bool Whole, ImmutableArray<ProgramStatus> Items, ImmutableArray<string> Gone, ImmutableArray<string> News) : LaunchReply;

    /// <summary>The last word of a launcher that ends because it was asked to and nothing lives any more.</summary>
    public sealed record Stopped : LaunchReply;

    /// <summary>One line with its end.</summary>
    public byte[] Encode() => LaunchLine.Encode(LaunchRequest.Version, Put);

    /// <summary>Null when the line is no reply of this version.</summary>
    public static LaunchReply? Decode(ReadOnlyMemory<byte> line) => JsonForm.TryRead<LaunchReply>(line, LaunchRequest.Version, static json => json.Text("say") switch
    {
        "taken" => new Taken(json.Long("id"), LaunchLine.Given(json.Texts("ids")), LaunchLine.Given(json.Texts("notes"))),
        "refused" => new Refused(json.Long("id"), json.Text("why"), json.Text("remedy")),
        "programs" => new Programs(
            json.Span("at"), json.Int("launcher"), json.GetProperty("whole").GetBoolean(), LaunchLine.Given(json.Each("items", ProgramStatusCodec.Read)), LaunchLine.Given(json.Texts("gone")), LaunchLine.Given(json.Texts("news"))),
        "stopped" => new Stopped(),
        var other => throw new FormatException(other),
    });

    private void Put(Utf8JsonWriter json)
    {
        switch (this)
        {
            case Taken taken:
                json.WriteString("say", "taken");
                json.WriteNumber("id", taken.Number);
                json.PutTexts("ids", taken.Ids);
                json.PutTexts("notes", taken.Notes);
                break;
            case Refused refused:
                json.WriteString("say", "refused");
                json.WriteNumber("id", refused.Number);
                json.WriteString("why", refused.Why);
                json.WriteString("remedy", refused.Remedy);
                break;
            case Programs programs:
                json.WriteString("say", "programs");
                json.Put("at", programs.At);
                json.WriteNumber("launcher", programs.LauncherPid);
                json.WriteBoolean("whole", programs.Whole);
                json.PutEach("items", programs.Items, ProgramStatusCodec.Write);
                json.PutTexts("gone", programs.Gone);
                json.PutTexts("news", programs.News);
                break;
            case Stopped:
                json.WriteString("say", "stopped");
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
