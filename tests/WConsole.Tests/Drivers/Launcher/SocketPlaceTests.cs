using System.Net.Sockets;
using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

/// <summary>The launcher's sockets and their paths.</summary>
public sealed class SocketPlaceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wconsole-place-");

    [Theory(Timeout = 30_000)]
    [InlineData("s")]
    [InlineData("a-folder-whose-name-is-far-too-long-for-the-address-of-a-socket-and-then-some-more-of-it-so-that-nobody-can-say-it-fits/s")]
    public async Task Who_connects_to_its_path_is_heard(string name)
    {
        var token = TestContext.Current.CancellationToken;
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var listener = SocketPlace.Bound(path, SocketType.Stream);
        listener.Listen(1);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (var place = SocketPlace.Of(path))
        {
            await client.ConnectAsync(place.Address, token);
        }

        using var served = await listener.AcceptAsync(token);
        await client.SendAsync("x"u8.ToArray(), token);
        Assert.Equal(1, await served.ReceiveAsync(new byte[8], token));
    }

    [Fact]
    public void A_socket_that_is_closed_leaves_alone_what_another_launcher_made_at_its_path()
    {
        var path = Path.Combine(_folder.FullName, "s");
        var first = SocketPlace.Bound(path, SocketType.Dgram);
        File.Delete(path);
        using var second = SocketPlace.Bound(path, SocketType.Dgram);
        first.Dispose();
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void What_stands_in_the_way_is_said()
    {
        var path = Path.Combine(_folder.FullName, "s");
        File.WriteAllText(path, "");
        Assert.Equal("Address already in use", Assert.Throws<IOException>(() => SocketPlace.Bound(path, SocketType.Stream)).Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
