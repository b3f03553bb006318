namespace WConsole.PeerTests.Peers;

/// <summary>A private temporary folder, short enough for a unix socket's path, removed at the end.</summary>
public sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("wct-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just dying may still write into it; the system's own cleaning takes the rest.
        }
    }
}
