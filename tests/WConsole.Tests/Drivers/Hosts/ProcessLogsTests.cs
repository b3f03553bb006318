using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.Hosts;

/// <summary>Which files a process writes its log to.</summary>
public sealed class ProcessLogsTests : IDisposable
{
    private readonly ProcFolder _proc = new();
    private readonly string _files = Directory.CreateTempSubdirectory("wct-logs-").FullName;

    [Fact]
    public void Stderr_stdout_and_what_was_opened_for_appending_each_once()
    {
        var (error, output, log, data) = (Make("err"), Make("out"), Make("log"), Make("data"));
        _proc.Put(77, 1, 900, files: ["/dev/null", output, error, "+" + log, data, "+" + log, "+/dev/null", "+pipe:[7]"]);
        Assert.Equal([$"{error} stderr", $"{output} stdout", $"{log} log file"], ProcessLogs.Of(77, 900, _proc.Root).Files.Select(f => $"{f.Path} {f.What}"));
        _proc.Put(78, 1, 900, files: ["/dev/null", error, error]);
        Assert.Equal([$"{error} stderr"], ProcessLogs.Of(78, 900, _proc.Root).Files.Select(f => $"{f.Path} {f.What}"));
    }

    [Fact]
    public void A_process_of_another_start_time_is_not_it()
    {
        _proc.Put(77, 1, 900, files: ["/dev/null", Make("out"), Make("err")]);
        Assert.Equal(("pid 77 has ended", 0), (ProcessLogs.Of(77, 901, _proc.Root).Fault, ProcessLogs.Of(77, 901, _proc.Root).Files.Length));
        Assert.Equal("pid 78 has ended", ProcessLogs.Of(78, 900, _proc.Root).Fault);
    }

    [Theory]
    [InlineData("pipe:[5]", "its stderr is a pipe; start it with its output to a file, or with --logfile")]
    [InlineData("socket:[5]", "journalctl _PID=77 -f")]
    [InlineData("/dev/pts/3", "its stderr is terminal /dev/pts/3")]
    public void What_is_no_file_is_named_with_a_way_out(string target, string says)
    {
        _proc.Put(77, 1, 900, files: ["/dev/null", target, target]);
        var logs = ProcessLogs.Of(77, 900, _proc.Root);
        Assert.Empty(logs.Files);
        Assert.Contains(says, logs.Fault, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _proc.Dispose();
        Directory.Delete(_files, recursive: true);
    }

    private string Make(string name)
    {
        var path = Path.Combine(_files, name);
        File.WriteAllText(path, "x\n");
        return path;
    }
}
