using System.Text.Json;

namespace WConsole.Tests.Drivers.Celery;

/// <summary>A payload captured from a real worker, with what the manifest expects of it.</summary>
public sealed record Capture(string Name, string Kind, byte[] Bytes, JsonElement Expect)
{
    private static readonly string Folder = Path.Combine(ArrowTests.Root, "tests/WConsole.Tests/Drivers/Celery/Captures");

    public static IReadOnlyList<Capture> All { get; } = Load();

    public static Capture Named(string name) => All.Single(c => c.Name == name);

    public override string ToString() => Name;

    private static List<Capture> Load()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "manifest.json")));
        return
        [
            .. manifest.RootElement.GetProperty("samples").EnumerateArray().Select(s => new Capture(
                s.GetProperty("name").GetString()!,
                s.GetProperty("kind").GetString()!,
                File.ReadAllBytes(Path.Combine(Folder, s.GetProperty("name").GetString()!)),
                s.GetProperty("expect").Clone())),
        ];
    }
}
