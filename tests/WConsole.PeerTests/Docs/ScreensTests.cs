using WConsole.PeerTests.Peers;

namespace WConsole.PeerTests.Docs;

/// <summary>The pictures in README and docs are what the program shows.</summary>
public sealed class ScreensTests
{
    [Fact(Timeout = 300_000)]
    public async Task The_screens_of_readme_and_docs_are_current()
    {
        Peer.Require("redis-server");
        Peer.Require("python3");
        var token = TestContext.Current.CancellationToken;
        var (code, stdout, stderr) = await ChildProcess.RunAsync(AppContext.BaseDirectory, ["dotnet", SimulatedWorkers.Program(), "screens", Root(), "--check", "--built"], token);
        Assert.True(code == 0, $"run docs/screens/make: {stdout}{stderr}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Console.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Console.sln was not found above the tests");
        }

        return folder.FullName;
    }
}
