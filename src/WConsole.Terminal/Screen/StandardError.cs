using System.Text;

namespace WConsole.Terminal.Screen;

/// <summary>
/// Standard error itself. The runtime's console, used on a terminal, switches it to application cursor keys (ESC [ ? 1 h,
/// ESC =) and never takes that back.
/// </summary>
public static class StandardError
{
    private const int Descriptor = 2;

    /// <summary>Writes what can be written; failures have nowhere to be told.</summary>
    public static unsafe void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        while (bytes.Length > 0)
        {
            nint done;
            fixed (byte* start = bytes)
            {
                done = Libc.Write(Descriptor, start, (nuint)bytes.Length);
            }

            if (done <= 0 && Libc.LastError != Libc.InterruptedCall)
            {
                return;
            }

            bytes = bytes[(int)Math.Max(done, 0)..];
        }
    }
}
