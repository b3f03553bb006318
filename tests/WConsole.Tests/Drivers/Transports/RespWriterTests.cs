using System.Buffers;
using System.Text;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Tests.Drivers.Transports;

public sealed class RespWriterTests
{
    [Fact]
    public void A_command_is_an_array_of_bulk_strings_byte_for_byte()
    {
        var output = new ArrayBufferWriter<byte>();
        RespWriter.Write(output, RedisCommand.Of("SADD", "ключ", new byte[] { 6, 0x16, 13, 10 }, -7));
        Assert.Equal("*4\r\n$4\r\nSADD\r\n$8\r\nключ\r\n$4\r\n\u0006\u0016\r\n\r\n$2\r\n-7\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_command_shows_its_name_and_nothing_secret() => Assert.Equal("AUTH", RedisCommand.Of("AUTH", "user", "secret").ToString());

    [Theory]
    [InlineData(0.2, "1", 6)]
    [InlineData(2, "2", 7)]
    public void A_blocking_pop_never_waits_for_ever_and_has_a_longer_deadline(double wait, string seconds, double deadline)
    {
        var pop = RedisCommand.BlockingPop("list", TimeSpan.FromSeconds(wait));
        Assert.Equal(seconds, Encoding.ASCII.GetString(pop.Words[2].Span));
        Assert.Equal(TimeSpan.FromSeconds(deadline), pop.Timeout);
    }

    [Theory]
    [InlineData("/0.celeryev/", "/0.celeryev/")]
    [InlineData(@"a*b?[x-z]\", @"a\*b\?\[x\-z\]\\")]
    public void A_name_becomes_a_pattern_for_itself(string name, string pattern) => Assert.Equal(pattern, RedisGlob.Escape(name));
}
