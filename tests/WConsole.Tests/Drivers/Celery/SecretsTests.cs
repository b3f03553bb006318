using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("redis://:pw1@h/0", "redis://:********@h/0")]
    [InlineData("redis://user:pw1@h:6379/0", "redis://user:********@h:6379/0")]
    [InlineData("redis+socket://:pw1@/run/redis.sock?virtual_host=2", "redis+socket://:********@/run/redis.sock?virtual_host=2")]
    [InlineData("redis://:pw1@h1/0;redis://:pw1@h2/0", "redis://:********@h1/0;redis://:********@h2/0")]
    [InlineData("a redis://:pw1@h1 and rediss://u:pw1@h2.", "a redis://:********@h1 and rediss://u:********@h2.")]
    [InlineData("['redis://:pw1@h', 'redis://h']", "['redis://:********@h', 'redis://h']")]
    [InlineData("redis://:p/pw1?@h/0", "redis://:********@h/0")]
    [InlineData("redis://:p@pw1@h/0", "redis://:********@h/0")]
    [InlineData("redis://:pw1://pw1@h/0", "redis://:********@h/0")]
    [InlineData("redis://:**@h/0", "redis://:********@h/0")]
    [InlineData("redis://:********@h/0", "redis://:********@h/0")]
    [InlineData("redis://h:6379/0", "redis://h:6379/0")]
    [InlineData("redis://user@h/0", "redis://user@h/0")]
    [InlineData("?user=x&password=pw1&db=2", "?user=x&password=********&db=2")]
    [InlineData("nothing to hide: 3://", "nothing to hide: 3://")]
    [InlineData("", "")]
    public void Passwords_are_masked(string text, string masked)
    {
        Assert.Equal(masked, Secrets.Mask(text));
        Assert.Equal(masked, Secrets.Mask(masked));
    }

    [Fact]
    public void Masking_a_long_hostile_text_takes_linear_time()
    {
        foreach (var part in new[] { "a://:", "a://b", "://", "@://:", ":@" })
        {
            var text = string.Concat(Enumerable.Repeat(part, 200_000));
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            Secrets.Mask(text);
            Secrets.Mask(text + "@");
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), part);
        }
    }

    [Fact]
    public void A_cut_text_never_shows_half_a_password()
    {
        Assert.DoesNotContain("secret", WireValue.Of("redis://:secretsecret@host/0").Display(14), StringComparison.Ordinal);
        var map = WireValue.Map(new("url", WireValue.Of("redis://:secretsecret@host/0")), new("Db_Password", WireValue.Of("secret")));
        Assert.DoesNotContain("secret", map.Display(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", map.Display(24), StringComparison.Ordinal);
    }
}
