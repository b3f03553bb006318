using WConsole.Cli;

namespace WConsole.Tests.App.Cli;

public sealed class CliDocsTests
{
    [Fact]
    public void The_page_of_the_command_line_is_what_the_program_says()
    {
        var path = Path.Combine(ArrowTests.Root, "docs", "cli.md");
        if (Environment.GetEnvironmentVariable("WCONSOLE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, CliDocs.Text());
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == CliDocs.Text(), "docs/cli.md is stale: run the tests once with WCONSOLE_WRITE_DOCS=1 and commit it");
    }

    [Fact]
    public void Every_exit_code_is_told() =>
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"| {(int)code} | ", CliDocs.Text(), StringComparison.Ordinal));
}
