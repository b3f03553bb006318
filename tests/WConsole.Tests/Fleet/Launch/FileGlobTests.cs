using WConsole.Fleet.Launch;

namespace WConsole.Tests.Fleet.Launch;

public sealed class FileGlobTests
{
    [Theory]
    [InlineData("shop.py", true)]
    [InlineData("a/b/shop.py", true)]
    [InlineData("a/b/shop.pyc", false)]
    [InlineData("tests/x.py", false)]
    [InlineData("tests/keep.py", true)]
    [InlineData("conf/app.toml", true)]
    [InlineData("conf/more/app.toml", false)]
    public void The_last_glob_that_fits_decides(string path, bool fits) =>
        Assert.Equal(fits, new FileGlob(["**/*.py", "!tests/**", "tests/keep.py", "conf/*.toml"]).Fits(path));
}
