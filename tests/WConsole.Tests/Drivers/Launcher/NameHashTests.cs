using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class NameHashTests
{
    [Theory]
    [InlineData("", "cbf29ce484222325")]
    [InlineData("a", "af63dc4c8601ec8c")]
    [InlineData("foobar", "85944171f73967e8")]
    public void It_is_fnv_1a_as_published(string text, string hash) => Assert.Equal(hash, NameHash.Of(text, 8));

    [Fact]
    public void A_shorter_name_is_its_end() => Assert.Equal("71f73967e8", NameHash.Of("foobar", 5));
}
