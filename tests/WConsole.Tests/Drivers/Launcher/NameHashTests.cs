using System.Security.Cryptography;
using System.Text;
using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class NameHashTests
{
    [Fact]
    public void It_is_the_hash_that_other_versions_name_their_folders_by()
    {
        // Every length round the borders of a block, where the padding begins a new one.
        for (var length = 0; length < 200; length++)
        {
            var text = Encoding.UTF8.GetBytes(new string('ä', length / 2) + new string('x', length % 2));
            Assert.Equal(SHA256.HashData(text), NameHash.Hash(text));
        }
    }

    [Fact]
    public void A_name_is_the_first_bytes_in_lower_case() => Assert.Equal("ba7816bf8f01", NameHash.Of("abc", 6));
}
