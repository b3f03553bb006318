using System.Text;
using WConsole.Settings;

namespace WConsole.Tests.App.Settings;

/// <summary>Whatever the base library reads or refuses is read or refused here, too.</summary>
public sealed class FileTextTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wconsole-text-");

    private string File => Path.Combine(_folder.FullName, "file ä.yaml");

    [Theory]
    [InlineData("")]
    [InlineData("groups:\n  wörker: { command: 'x' }\n")]
    [InlineData("\ufeffgroups:\n")]
    public void Its_text_is_read(string text)
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF32Encoding(false, true) })
        {
            System.IO.File.WriteAllText(File, text, encoding);
            Assert.Equal(System.IO.File.ReadAllText(File), FileText.Read(File));
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        System.IO.File.WriteAllBytes(File, [(byte)'a', 0xC3, 0x28, 0xFF, (byte)'b', 0, (byte)'c']);
        Assert.Equal(System.IO.File.ReadAllText(File), FileText.Read(File));
    }

    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(1_000_000)]
    public void Long_ones_are_read_whole(int length)
    {
        System.IO.File.WriteAllText(File, new string('x', length));
        Assert.Equal(length, FileText.Read(File).Length);
    }

    [Fact]
    public void What_is_not_there_or_no_file_is_told_as_ever()
    {
        Assert.Throws<FileNotFoundException>(() => FileText.Read(File));
        Assert.Throws<UnauthorizedAccessException>(() => FileText.Read(_folder.FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
