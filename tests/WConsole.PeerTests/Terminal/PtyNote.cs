using System.Text.Json;

namespace WConsole.PeerTests.Terminal;

/// <summary>The state of the terminal at one moment of a <see cref="PtyRun"/>.</summary>
public sealed class PtyNote(JsonElement json)
{
    /// <summary>The line settings equal those before the program, byte for byte.</summary>
    public bool SameSettings => json.GetProperty("same").GetBoolean();

    /// <summary>No echo, no lines, no signals from keys.</summary>
    public bool Raw => json.GetProperty("raw").GetBoolean();

    /// <summary>What of the terminal's modes is not as a shell expects it.</summary>
    public string Held => string.Join(", ", json.GetProperty("held").EnumerateArray().Select(h => h.GetString()));

    public string Screen => json.GetProperty("screen").GetString()!;

    public int Frames => json.GetProperty("frames").GetInt32();

    /// <summary>How often the terminal was asked for a sign of life.</summary>
    public int Questions => json.GetProperty("questions").GetInt32();

    /// <summary>The window's title; <c>shell</c> before the program.</summary>
    public string Title => json.GetProperty("title").GetString()!;

    /// <summary>How many older titles the terminal keeps.</summary>
    public int TitlesKept => json.GetProperty("titles").GetInt32();

    /// <summary>What went to the clipboard, in base64.</summary>
    public string? Copied => json.GetProperty("copied").GetString();

    public void AssertGivenBack()
    {
        Assert.Equal("", Held);
        Assert.True(SameSettings, "the line settings differ from those before the program");
    }

    public void AssertTaken()
    {
        Assert.Equal("focus, mouse, mouse sgr, paste, alternate screen, hidden cursor, title, kitty keys", Held);
        Assert.True(Raw, "the terminal is not raw");
    }
}
