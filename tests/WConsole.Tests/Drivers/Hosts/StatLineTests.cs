using System.Text;
using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

public sealed class StatLineTests
{
    private const string Rest = "S 7 8 9 0 -1 4194304 100 0 0 0 30 12 0 0 20 0 4 0 5000 1000000 250 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0\n";

    [Theory]
    [InlineData("42 (sleep) ")]
    [InlineData("42 (a) S 1 (b ) ")]
    public void It_is_read_whatever_the_program_is_called(string head) =>
        Assert.Equal(new StatLine(7, 8, 9, 42, 4, 5000, 250), StatLine.Parse(Encoding.UTF8.GetBytes(head + Rest)));

    [Theory]
    [InlineData("42 (sleep) Z 7 8 9 0 -1 4194304 100 0 0 0 30 12 0 0 20 0 4 0 5000 0 0")]
    [InlineData("42 (sleep) S 7 8 9")]
    [InlineData("")]
    [InlineData("no stat line at all")]
    public void What_is_dead_or_no_such_line_is_nothing(string text) => Assert.Null(StatLine.Parse(Encoding.UTF8.GetBytes(text)));
}
