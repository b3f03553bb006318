using System.Text;
using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class LimitsTests
{
    // As the kernel writes it (proc(5)).
    private const string Text =
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max cpu time              unlimited            unlimited            seconds
        Max processes             31384                31384                processes
        Max open files            1024                 1048576              files
        Max locked memory         8388608              8388608              bytes

        """;

    [Theory]
    [InlineData("1024", Text)]
    [InlineData("unlimited", "Max open files            unlimited            unlimited            files\n")]
    [InlineData("7", "Max open files 7\n")]
    [InlineData(null, "Max open files            ")]
    [InlineData(null, "Max processes             31384                31384                processes\n")]
    [InlineData(null, "")]
    public void The_soft_limit_of_open_files_is_read(string? soft, string text) => Assert.Equal(soft, Limits.OpenFiles(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_file_that_cannot_be_read_says_nothing() => Assert.Null(Limits.OpenFiles(null));
}
