using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class BrokerUrlTests
{
    [Theory]
    [InlineData("redis://", "127.0.0.1", 6379, 0)]
    [InlineData("redis://host", "host", 6379, 0)]
    [InlineData("redis://host/", "host", 6379, 0)]
    [InlineData("redis://host:6380/2", "host", 6380, 2)]
    [InlineData("redis://host//2", "host", 6379, 2)]
    [InlineData("REDIS://host:1/15", "host", 1, 15)]
    [InlineData("redis://[::1]:6380/0", "::1", 6380, 0)]
    [InlineData("redis://[fe80::1]", "fe80::1", 6379, 0)]
    [InlineData("redis://host/1?connect_timeout=2.5", "host", 6379, 1)]
    public void Host_port_and_database_are_read(string text, string host, int port, int database)
    {
        var url = One(text);
        Assert.Equal((host, port, database), (url.Host, url.Port, url.Database));
        Assert.Null(url.Tls);
    }

    [Theory]
    [InlineData("redis://:pa%20ss@host:6380/2", null, "pa ss")]
    [InlineData("redis://user:p%40w@host/1", "user", "p@w")]
    [InlineData("redis://user@host/1", "user", null)]
    [InlineData("redis://u:a:b@host", "u", "a:b")]
    [InlineData("redis://u:a@b@host", "u", "a@b")]
    [InlineData("redis+socket://:p%20w@/run/redis.sock?virtual_host=2", null, "p w")]
    public void User_and_password_are_decoded_and_never_shown(string text, string? user, string? password)
    {
        var url = One(text);
        Assert.Equal(user, url.User);
        Assert.Equal(password, url.Password);
        foreach (var shown in new[] { url.ToString(), url.Masked, BrokerUrl.Parse(text).ToString()! })
        {
            Assert.True(password is null || !shown.Contains(password, StringComparison.Ordinal), shown);
            Assert.True(password is null || !shown.Contains(Uri.EscapeDataString(password), StringComparison.Ordinal), shown);
        }
    }

    [Fact]
    public void A_masked_url_says_all_but_the_password()
    {
        Assert.Equal("redis://ops:********@h:6379/3", One("redis://ops:geheim@h/3").Masked);
        Assert.Equal("rediss://:********@[::1]:6380/0", One("rediss://:x@[::1]:6380").Masked);
        Assert.Equal("redis+socket:///run/r.sock?virtual_host=2", One("redis+socket:///run/r.sock?virtual_host=2").Masked);
    }

    [Fact]
    public void Tls_options_are_read_and_the_default_is_no_check()
    {
        Assert.Equal(new TlsSettings(CertificateCheck.None, null, null, null, null), One("rediss://host:6380/0").Tls);
        Assert.Equal(
            new TlsSettings(CertificateCheck.Required, "/etc/ca.crt", "/c", "/k", false),
            One("rediss://h?ssl_cert_reqs=CERT_REQUIRED&ssl_ca_certs=%2Fetc%2Fca.crt&ssl_certfile=/c&ssl_keyfile=/k&ssl_check_hostname=false").Tls);
        Assert.Equal(CertificateCheck.Optional, One("rediss://h/0?ssl_cert_reqs=optional").Tls!.Check);
    }

    [Fact]
    public void A_socket_has_its_database_in_the_query()
    {
        var url = One("redis+socket:///run/redis.sock?virtual_host=2");
        Assert.Equal("/run/redis.sock", url.SocketPath);
        Assert.Equal(2, url.Database);
    }

    [Fact]
    public void A_failover_list_keeps_its_order()
    {
        var urls = Assert.IsType<BrokerUrlReading.Urls>(BrokerUrl.Parse("redis://h1/0;redis://:s3cr3t@h2/1"));
        Assert.Equal(["h1", "h2"], urls.Servers.Select(u => u.Host));
    }

    [Theory]
    [InlineData("", "redis://HOST")]
    [InlineData("host:6379", "redis://HOST")]
    [InlineData("redis://host/abc", "numbers")]
    [InlineData("redis://host/-1", "numbers")]
    [InlineData("redis://host:66000", "percent-encode")]
    [InlineData("redis://:a#b@host/0", "percent-encode")]
    [InlineData("redis://::1/0", "brackets")]
    [InlineData("redis://host/0?visibility_timeout=5", "settings file")]
    [InlineData("redis://host/0?ssl_cert_reqs=none", "rediss://")]
    [InlineData("rediss://host/0?ssl_cert_reqs=maybe", "required, optional or none")]
    [InlineData("redis+socket://run/redis.sock", "virtual_host")]
    [InlineData("sentinel://:s3cr3t@s1:26379/1", "get-master-addr-by-name")]
    [InlineData("amqp://guest:s3cr3t@h//", "redis://")]
    [InlineData("valkey://:s3cr3t@h", "redis://")]
    [InlineData("socket:///x", "redis+socket://")]
    public void What_cannot_be_used_is_refused_with_a_remedy_and_without_the_password(string text, string remedy)
    {
        var problem = Assert.IsType<BrokerUrlReading.Problem>(BrokerUrl.Parse(text));
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem.ToString(), StringComparison.Ordinal);
    }

    private static BrokerUrl One(string text) => Assert.Single(Assert.IsType<BrokerUrlReading.Urls>(BrokerUrl.Parse(text)).Servers);
}
