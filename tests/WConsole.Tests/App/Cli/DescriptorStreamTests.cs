using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using WConsole.Cli;

namespace WConsole.Tests.App.Cli;

/// <summary>Standard output and error: everything arrives, a reader that left is no problem, and what could not be written is told.</summary>
public sealed class DescriptorStreamTests
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const int NonBlocking = 0x800;

    [Fact(Timeout = 30_000)]
    public async Task Every_byte_arrives_also_where_the_descriptor_does_not_wait()
    {
        // More than a pipe holds: the writer meets a full one, and waits for the reader.
        var said = new byte[1_000_000];
        new Random(7).NextBytes(said);
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        using (var end = reader.ClientSafePipeHandle)
        {
            var descriptor = (int)end.DangerousGetHandle();
            Assert.Equal(0, Control(descriptor, SetFlags, Control(descriptor, GetFlags, 0) | NonBlocking));
            var stream = new DescriptorStream(descriptor, "standard output");
            var written = Task.Run(() => stream.Write(said), TestContext.Current.CancellationToken);
            var heard = new byte[said.Length];
            await reader.ReadExactlyAsync(heard, TestContext.Current.CancellationToken);
            await written;
            Assert.Equal(said, heard);
        }
    }

    [Fact]
    public void A_reader_that_left_is_no_problem()
    {
        var reader = new AnonymousPipeServerStream(PipeDirection.In);
        using var end = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
        reader.Dispose();
        new DescriptorStream((int)end.SafePipeHandle.DangerousGetHandle(), "standard output").Write("never read"u8);
    }

    [Fact]
    public void A_full_disk_is_told()
    {
        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        var stream = new DescriptorStream((int)full.DangerousGetHandle(), "standard output");
        var lost = Assert.Throws<OutputLostException>(() => stream.Write("anything"u8));
        Assert.Equal("standard output cannot be written: No space left on device", lost.Message);
    }

    [Fact]
    public void It_writes_where_the_descriptor_stands()
    {
        var name = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenHandle(name, FileMode.Append, FileAccess.Write))
            {
                var descriptor = (int)file.DangerousGetHandle();
                new DescriptorStream(descriptor, "a").Write("one\n"u8);
                new DescriptorStream(descriptor, "b").Write("two\n"u8);
            }

            Assert.Equal("one\ntwo\n", File.ReadAllText(name, Encoding.UTF8));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command, int flags);
}
