namespace WConsole.PeerTests.Peers;

/// <summary>Where the repository is that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory)).FullName;

    private static DirectoryInfo Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Console.sln"))
        ? folder
        : Find(folder.Parent ?? throw new InvalidOperationException("Console.sln was not found above the tests"));
}
