using WConsole.Drivers.Hosts;
using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

/// <summary>Which launcher a state directory belongs to, and until when.</summary>
public sealed class LauncherLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wconsole-lock-");
    private readonly ProcFs _proc = new();

    private string Place => Path.Combine(_folder.FullName, "lock");

    [Fact]
    public void One_at_a_time_holds_it()
    {
        using (var held = Taken())
        {
            Assert.Null(held.Before);
            Assert.True(held.Holds);
            var (second, owner, why) = LauncherLock.Take(Place, _proc, Environment.ProcessId);
            Assert.Null(second);
            Assert.Null(why);
            Assert.Equal(Environment.ProcessId, owner!.Value.Pid);
            Assert.Equal(Environment.ProcessId, LauncherLock.Read(Place)!.Value.Pid);
        }

        Assert.Null(LauncherLock.Read(Place));
        using var next = Taken();
        Assert.Null(next.Before);
    }

    [Fact]
    public void Whoever_did_not_give_it_back_is_named()
    {
        File.WriteAllText(Place, "2147483646 17\n");
        using var held = Taken();
        Assert.Equal(new LockOwner(2147483646, 17), held.Before);
    }

    [Fact]
    public void It_is_lost_with_its_file()
    {
        using var held = Taken();
        File.Delete(Place);
        Assert.False(held.Holds);
        using var next = Taken();
        Assert.False(held.Holds);
        Assert.True(next.Holds);
    }

    [Fact]
    public void It_is_lost_when_its_folder_is_moved()
    {
        using var held = Taken();
        var away = _folder.FullName + ".away";
        Directory.Move(_folder.FullName, away);
        Assert.False(held.Holds);
        Directory.Move(away, _folder.FullName);
        Assert.True(held.Holds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("1 x")]
    [InlineData("-1 -1")]
    [InlineData("99999999999999999999 1")]
    public void What_nobody_can_have_written_names_nobody(string text)
    {
        File.WriteAllText(Place, text);
        using var held = Taken();
        Assert.Null(held.Before);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private LauncherLock Taken()
    {
        var (held, _, why) = LauncherLock.Take(Place, _proc, Environment.ProcessId);
        Assert.True(held is not null, why);
        return held!;
    }
}
