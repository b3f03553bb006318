using System.Text;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Tests.Drivers.Transports;

public sealed class RespReaderTests
{
    private static readonly RespLimits Small = new() { MaxBulkBytes = 1000, MaxReplyBytes = 2000, MaxDepth = 4, MaxElements = 100, MaxLineBytes = 200 };

    private static readonly string[] Samples =
    [
        "+OK\r\n",
        "-NOAUTH Authentication required.\r\n",
        ":-42\r\n",
        "$-1\r\n",
        "*-1\r\n",
        "$0\r\n\r\n",
        "$5\r\nhe\r\no\r\n",
        "*0\r\n",
        "*3\r\n$1\r\na\r\n*2\r\n:1\r\n$-1\r\n+x\r\n",
        "*4\r\n$8\r\npmessage\r\n$13\r\n/0.celeryev/*\r\n$28\r\n/0.celeryev/worker.heartbeat\r\n$2\r\n{}\r\n",
    ];

    [Fact]
    public void Each_type_is_decoded()
    {
        Assert.Equal("OK", One("+OK\r\n").Text);
        Assert.Equal((RespKind.Error, "ERR x"), (One("-ERR x\r\n").Kind, One("-ERR x\r\n").Text));
        Assert.Equal(-42, One(":-42\r\n").Number);
        Assert.True(One("$-1\r\n").IsNull);
        Assert.True(One("*-1\r\n").IsNull);
        Assert.Equal((RespKind.Bulk, ""), (One("$0\r\n\r\n").Kind, One("$0\r\n\r\n").Text));
        Assert.Equal("he\r\no", One("$5\r\nhe\r\no\r\n").Text);
        Assert.Equal(17, One("$2\r\n17\r\n").Number);
        Assert.Null(One("$3\r\n17x\r\n").Number);
        Assert.Equal(RespKind.Array, One("*0\r\n").Kind);
        var nested = One("*3\r\n$1\r\na\r\n*2\r\n:1\r\n$-1\r\n+x\r\n");
        Assert.Equal(["a", "Array(2)", "x"], [nested.Items[0].Text, nested.Items[1].ToString(), nested.Items[2].Text]);
        Assert.True(nested.Items[1].Items[1].IsNull);
    }

    [Fact]
    public void Every_split_into_two_pieces_gives_the_same_replies()
    {
        var stream = Encoding.Latin1.GetBytes(string.Concat(Samples));
        var whole = Decode(stream, [stream.Length], RespLimits.Default, out _);
        Assert.Equal(Samples.Length, whole.Count);
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            var split = Decode(stream, [cut, stream.Length - cut], RespLimits.Default, out var fault);
            Assert.Null(fault);
            Assert.Equal(whole.Select(Show), split.Select(Show));
        }
    }

    [Theory]
    [InlineData("$1001\r\n", "1001 bytes")]
    [InlineData("$99999999999999999999\r\n", "a number that is none")]
    [InlineData("$-2\r\n", "a negative length")]
    [InlineData("*-2\r\n", "a negative length")]
    [InlineData("*101\r\n", "101 elements")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n", "5 deep")]
    [InlineData("*3\r\n$900\r\n", null)]
    [InlineData(":1x\r\n", "a number that is none")]
    [InlineData("$1\r\nabc", "longer than it said")]
    [InlineData("\r\n", "is empty")]
    [InlineData("+OK\n", "CR LF")]
    [InlineData("HTTP/1.1 400 Bad Request", "0x48")]
    [InlineData("\u0015\u0003\u0003", "0x15")]
    public void What_is_wrong_or_too_much_is_a_fault_with_its_reason(string bytes, string? reason)
    {
        Decode(Encoding.Latin1.GetBytes(bytes), [bytes.Length], Small, out var fault);
        if (reason is null)
        {
            Assert.Null(fault);
        }
        else
        {
            Assert.Contains(reason, fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_without_end_is_cut_off()
    {
        var endless = new byte[300];
        Array.Fill(endless, (byte)'+');
        Decode(endless, [150, 150], Small, out var fault);
        Assert.Contains("a line of more than 200 bytes", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sum_of_many_small_strings_is_limited_and_starts_anew_with_each_reply()
    {
        var bulk = $"$900\r\n{new string('x', 900)}\r\n";
        Assert.Equal(5, Decode(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(bulk, 5))), [int.MaxValue], Small, out var fault).Count);
        Assert.Null(fault);
        Decode(Encoding.ASCII.GetBytes("*3\r\n" + string.Concat(Enumerable.Repeat(bulk, 3))), [int.MaxValue], Small, out fault);
        Assert.Contains("2700 bytes", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_alone_takes_no_memory()
    {
        var reader = new RespReader(RespLimits.Default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadOnlySpan<byte> input = "*1000000\r\n$67000000\r\n"u8;
        Assert.Equal(RespStep.NeedMore, reader.Read(ref input, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void A_ten_megabyte_reply_arrives_whole_in_socket_sized_pieces()
    {
        var content = new byte[10 << 20];
        new Random(1).NextBytes(content);
        byte[] stream = [.. Encoding.ASCII.GetBytes($"${content.Length}\r\n"), .. content, .. "\r\n+after\r\n"u8];
        var values = Decode(stream, [32 << 10], RespLimits.Default, out _);
        Assert.Equal(content, values[0].Bytes.ToArray());
        Assert.Equal("after", values[1].Text);
    }

    [Fact]
    public void A_hundred_thousand_mutated_replies_never_throw_and_never_grow()
    {
        var outcome = RespFuzz.Run(seed: 20261121, rounds: 100_000, Small);
        Assert.Equal(100_000, outcome.Rounds);
        // Both ways out were really taken.
        Assert.InRange(outcome.Faults, 10_000, 90_000);
        Assert.InRange(outcome.Values, 10_000, int.MaxValue);
        Assert.InRange(outcome.LargestRoundBytes, 0, 200_000);
    }

    private static RespValue One(string bytes)
    {
        var values = Decode(Encoding.Latin1.GetBytes(bytes), [bytes.Length], RespLimits.Default, out var fault);
        Assert.Null(fault);
        return Assert.Single(values);
    }

    private static List<RespValue> Decode(byte[] stream, int[] pieces, RespLimits limits, out string? fault)
    {
        var reader = new RespReader(limits);
        List<RespValue> values = [];
        var at = 0;
        for (var i = 0; at < stream.Length; i++)
        {
            ReadOnlySpan<byte> input = stream.AsSpan(at, Math.Min(pieces[i % pieces.Length], stream.Length - at));
            at += input.Length;
            while (reader.Read(ref input, out var value) == RespStep.Value)
            {
                values.Add(value);
            }
        }

        fault = reader.Fault;
        return values;
    }

    private static string Show(RespValue value) => value.Kind == RespKind.Array
        ? $"[{string.Join(',', value.Items.ToArray().Select(Show))}]"
        : $"{value.Kind}:{value.Text}";
}
