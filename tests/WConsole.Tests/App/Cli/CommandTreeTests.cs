using WConsole.Cli;

namespace WConsole.Tests.App.Cli;

public sealed class CommandTreeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("-b redis://h/0")]
    [InlineData("workers --filter state:late")]
    [InlineData("--batch workers -o json")]
    [InlineData("--batch hosts")]
    public void Lists_and_the_screen_do_without_the_other_verbs(string line) => Assert.NotNull(CommandTree.Lists(Words(line)));

    [Theory]
    [InlineData("--batch")]
    [InlineData("--help")]
    [InlineData("workers --help")]
    [InlineData("--batch stop w1")]
    [InlineData("wrokers")]
    [InlineData("workers --bogus")]
    [InlineData("workers too many")]
    [InlineData("-b")]
    public void Whatever_else_is_read_with_the_whole_tree(string line) => Assert.Null(CommandTree.Lists(Words(line)));

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
