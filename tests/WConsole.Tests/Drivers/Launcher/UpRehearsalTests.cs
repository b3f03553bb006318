using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class UpRehearsalTests
{
    [Fact]
    public void It_goes_through_to_the_end() => Assert.Equal(["g:0"], UpRehearsal.Run().Ids);
}
