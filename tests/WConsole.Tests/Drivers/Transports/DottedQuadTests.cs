using System.Net;
using WConsole.Drivers.Transports.Redis;

namespace WConsole.Tests.Drivers.Transports;

public sealed class DottedQuadTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("10.20.30.40")]
    public void Four_numbers_are_that_address(string host) => Assert.Equal(IPAddress.Parse(host), DottedQuad.Of(host));

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("::1")]
    [InlineData("127.1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.")]
    [InlineData("1.2.3.4.")]
    [InlineData("1.2.3.4.5")]
    [InlineData(".1.2.3")]
    [InlineData("1..2.3")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.99999999999999999999")]
    [InlineData("010.0.0.1")]
    [InlineData("1.2.3.00")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("\u0661.2.3.4")]
    public void Anything_else_is_for_the_library(string host) => Assert.Null(DottedQuad.Of(host));
}
