using System.Text;
using WConsole.Drivers.Keepers.Local;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Lines_come_out_whole_however_they_were_cut(int piece)
    {
        string[] lines = ["one", "", new string('x', 30_000), "täg", "last"];
        var reader = new LineReader(new Drip(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))), piece), 1_000_000);
        foreach (var line in lines)
        {
            Assert.Equal(line, Encoding.UTF8.GetString((await reader.NextAsync(TestContext.Current.CancellationToken))!.Value.Span));
        }

        Assert.Null(await reader.NextAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_line_that_is_too_long_ends_the_reading()
    {
        var endless = new LineReader(new Drip(Encoding.UTF8.GetBytes(new string('x', 1_000_000)), 4096), 100_000);
        Assert.Null(await endless.NextAsync(TestContext.Current.CancellationToken));
    }

    // At most so many bytes a read.
    private sealed class Drip(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
