using WConsole.Terminal.Input;
using WConsole.Terminal.Screen;

namespace WConsole.Tests.Terminal.Screen;

public sealed class BackgroundColorTests
{
    [Theory]
    [InlineData("11;rgb:1e1e/1e1e/2e2e", false)]
    [InlineData("11;rgb:ffff/ffff/ffff", true)]
    [InlineData("11;rgb:ff/ff/e0", true)]
    [InlineData("11;rgb:0/0/f", false)]
    [InlineData("11;rgb:fdf6/e3e3/d5d5", true)]
    [InlineData("11;rgb:ffff/ffff", null)]
    [InlineData("11;rgb:fffff/ffff/ffff", null)]
    [InlineData("11;rgb:-1/0/0", null)]
    [InlineData("10;rgb:ffff/ffff/ffff", null)]
    public void The_answer_tells_light_from_dark(string answer, bool? light) =>
        Assert.Equal(light, BackgroundColor.IsLight(new InputEvent.Reply(ReplyKind.OperatingSystem, answer)));
}
