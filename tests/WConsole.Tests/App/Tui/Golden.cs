namespace WConsole.Tests.App.Tui;

/// <summary>Pictures that are too large for a literal, in Golden/*.txt beside the tests. <c>WCONSOLE_UPDATE_DOCS=1</c> writes them anew; they are reviewed like code.</summary>
internal static class Golden
{
    public static void Check(string name, string picture)
    {
        var path = Path.Combine(ArrowTests.Root, "tests/WConsole.Tests/App/Tui/Golden", name + ".txt");
        if (Environment.GetEnvironmentVariable("WCONSOLE_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, picture + "\n");
        }

        Assert.Equal(File.ReadAllText(path), picture + "\n");
    }
}
