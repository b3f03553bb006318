using System.Runtime.InteropServices;

namespace WConsole.Cli;

/// <summary>
/// Standard output or standard error, unbuffered, written where the descriptor stands. The base library's console streams would first read the terminal's
/// database, and would switch a terminal to application cursor keys without ever taking that back.
/// </summary>
/// <param name="descriptor">Open for writing; it stays open.</param>
/// <param name="name">What it is called in a message.</param>
public sealed unsafe class DescriptorStream(int descriptor, string name) : Stream
{
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const short Writable = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes all of it. For a reader that went away (<c>| head</c>) nothing is written, and nothing is wrong.</summary>
    /// <exception cref="OutputLostException">The disk is full, or the terminal is gone.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written;
            fixed (byte* first = buffer)
            {
                written = WriteBytes(descriptor, first, buffer.Length);
            }

            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            switch (Marshal.GetLastSystemError())
            {
                case Interrupted:
                    break;
                case TryAgain:
                    // Somebody else who has it open too made it one that does not wait.
                    var entry = new PollEntry { Descriptor = descriptor, Events = Writable };
                    _ = Poll(&entry, 1, -1);
                    break;
                case BrokenPipe:
                    return;
                case var error:
                    throw new OutputLostException($"{name} cannot be written: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Pointers: whatever has to be marshalled is compiled at the start.
    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint WriteBytes(int handle, byte* bytes, nint count);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(PollEntry* entries, nint count, int milliseconds);

    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
