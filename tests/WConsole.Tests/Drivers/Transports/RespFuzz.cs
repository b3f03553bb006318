using System.Text;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Tests.Drivers.Transports;

/// <summary>Feeds mutated replies to the decoder; the bench runs it longer than the tests do.</summary>
internal static class RespFuzz
{
    private static readonly byte[][] Seeds = new[]
    {
        "+OK\r\n:17\r\n", "-ERR wrong\r\n$-1\r\n", "$11\r\nhello\r\nword\r\n*2\r\n$1\r\na\r\n:5\r\n", "*3\r\n*2\r\n+a\r\n+b\r\n*0\r\n*1\r\n*1\r\n$3\r\nabc\r\n",
        "*4\r\n$8\r\npmessage\r\n$3\r\na.*\r\n$3\r\na.b\r\n$20\r\n{\"type\":\"heartbeat\"}\r\n",
    }.Select(Encoding.ASCII.GetBytes).ToArray();

    public readonly record struct Outcome(int Rounds, int Faults, int Values, long LargestRoundBytes);

    public static Outcome Run(int seed, int rounds, RespLimits limits)
    {
        var random = new Random(seed);
        var buffer = new byte[256];
        var (faults, values, largest) = (0, 0, 0L);
        for (var round = 0; round < rounds; round++)
        {
            var length = Mutate(random, buffer);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reader = new RespReader(limits);
            for (var at = 0; at < length;)
            {
                ReadOnlySpan<byte> input = buffer.AsSpan(at, Math.Min(random.Next(1, 64), length - at));
                at += input.Length;
                while (reader.Read(ref input, out var value) == RespStep.Value)
                {
                    values++;
                    Touch(value);
                }
            }

            faults += reader.Fault is null ? 0 : 1;
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return new Outcome(rounds, faults, values, largest);
    }

    private static int Mutate(Random random, byte[] buffer)
    {
        var sample = Seeds[random.Next(Seeds.Length)];
        sample.CopyTo(buffer, 0);
        var length = sample.Length;
        for (var n = random.Next(4); n > 0; n--)
        {
            var at = random.Next(length);
            switch (random.Next(4))
            {
                case 0:
                    buffer[at] = (byte)random.Next(256);
                    break;
                case 1:
                    buffer[at] = "0123456789-+:$*\r\n"u8[random.Next(17)];
                    break;
                case 2:
                    length = Math.Max(1, at);
                    break;
                default:
                    Array.Copy(buffer, at, buffer, at + 1, length - at);
                    length++;
                    break;
            }
        }

        return length;
    }

    private static void Touch(RespValue value)
    {
        _ = value.Number;
        _ = value.Text.Length + value.ToString().Length;
        foreach (var item in value.Items)
        {
            Touch(item);
        }
    }
}
