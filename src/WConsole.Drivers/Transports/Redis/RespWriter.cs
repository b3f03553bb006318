using System.Buffers;
using System.Buffers.Text;

namespace WConsole.Drivers.Transports.Redis;

/// <summary>RESP2 encoder of commands: arrays of bulk strings.</summary>
public static class RespWriter
{
    public static void Write(IBufferWriter<byte> output, RedisCommand command)
    {
        WriteHeader(output, (byte)'*', command.Words.Length);
        foreach (var word in command.Words)
        {
            WriteHeader(output, (byte)'$', word.Length);
            output.Write(word.Span);
            output.Write("\r\n"u8);
        }
    }

    private static void WriteHeader(IBufferWriter<byte> output, byte type, int length)
    {
        var span = output.GetSpan(16);
        span[0] = type;
        Utf8Formatter.TryFormat(length, span[1..], out var digits);
        "\r\n"u8.CopyTo(span[(1 + digits)..]);
        output.Advance(digits + 3);
    }
}
