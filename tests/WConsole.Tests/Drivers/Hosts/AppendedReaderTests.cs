using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

public sealed class AppendedReaderTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("wct-append-").FullName, "log");

    [Fact(Timeout = 30_000)]
    public async Task Only_what_came_after_the_remembered_end_is_read()
    {
        File.WriteAllText(_path, "old\n");
        var end = AppendedReader.EndOf(_path);
        File.AppendAllText(_path, "new é\n");
        var read = await new AppendedReader(TimeProvider.System).ReadAsync(_path, end, Long, TestContext.Current.CancellationToken);
        Assert.Equal("new é\n", read.Text);
        Assert.Null(read.Fault);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_that_was_truncated_meanwhile_is_read_from_its_start()
    {
        File.WriteAllText(_path, "a long old text\n");
        var end = AppendedReader.EndOf(_path);
        File.WriteAllText(_path, "new\n");
        var read = await new AppendedReader(TimeProvider.System).ReadAsync(_path, end, Long, TestContext.Current.CancellationToken);
        Assert.Equal("new\n", read.Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task It_stops_at_a_megabyte()
    {
        File.WriteAllBytes(_path, new byte[3 * 1024 * 1024]);
        var read = await new AppendedReader(TimeProvider.System).ReadAsync(_path, 0, Long, TestContext.Current.CancellationToken);
        Assert.Equal(1024 * 1024, read.Text.Length);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nothing_appended_is_empty_once_the_time_is_over()
    {
        File.WriteAllText(_path, "old\n");
        var read = await new AppendedReader(TimeProvider.System).ReadAsync(_path, 4, TimeSpan.FromMilliseconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(new Appended("", null), read);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_missing_file_is_a_fault_in_words()
    {
        var read = await new AppendedReader(TimeProvider.System).ReadAsync(_path, 0, Long, TestContext.Current.CancellationToken);
        Assert.Contains(_path, read.Fault, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
}
