using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

public sealed class UserAccountTests
{
    [Fact]
    public void Users_are_found_by_name_and_by_number()
    {
        var line = File.ReadLines("/etc/passwd").First(l => l.StartsWith("root:", StringComparison.Ordinal)).Split(':');
        Assert.Equal(new UserAccount("root", 0, 0, line[5], line[6]), UserAccount.Find("root"));
        Assert.Equal("root", UserAccount.Find("0")!.Name);
    }

    [Theory]
    [InlineData("no-such-user-here")]
    [InlineData("4000000000")]
    [InlineData("")]
    public void What_is_no_user_is_not_found(string text) => Assert.Null(UserAccount.Find(text));
}
