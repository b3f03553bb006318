using WConsole.Drivers.Frameworks.Celery.Wire;

namespace WConsole.Tests.Drivers.Celery;

public sealed class CeleryNamesTests
{
    private const string Sep = "\u0006\u0016";

    public static TheoryData<CeleryNames, string, string, bool> Variants => new()
    {
        { new(), "/0.celery.pidbox", "/0.celeryev/*", true },
        { new() { Database = 3 }, "/3.celery.pidbox", "/3.celeryev/*", true },
        { new() { FanoutPrefix = "" }, "celery.pidbox", "celeryev/*", true },
        { new() { FanoutPrefix = "/my." }, "/my.celery.pidbox", "/my.celeryev/*", true },
        { new() { FanoutPrefix = "/{db}-x." }, "/0-x.celery.pidbox", "/0-x.celeryev/*", true },
        { new() { FanoutPatterns = false }, "/0.celery.pidbox", "/0.celeryev", false },
        { new() { KeyPrefix = "app1:" }, "app1:/0.celery.pidbox", "app1:/0.celeryev/*", true },
        { new() { KeyPrefix = "a[1]*?\\" }, "a[1]*?\\/0.celery.pidbox", "a\\[1\\]\\*\\?\\\\/0.celeryev/*", true },
        { new() { ControlExchange = "ops", EventExchange = "opsev" }, "/0.ops.pidbox", "/0.opsev/*", true },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Channels_follow_the_settings(CeleryNames names, string control, string events, bool pattern)
    {
        Assert.Equal(control, names.ControlChannel);
        Assert.Equal(new EventSubscription(events, pattern), names.Events);
    }

    [Fact]
    public void Keys_carry_the_prefix_and_members_do_not()
    {
        var names = new CeleryNames { KeyPrefix = "app1:" };
        Assert.Equal("app1:_kombu.binding.reply.celery.pidbox", names.ReplyBindingKey);
        Assert.Equal("app1:_kombu.binding.celery.pidbox", names.PidboxBindingKey);
        Assert.Equal($"me{Sep}{Sep}me.reply.celery.pidbox", names.ReplyBinding("me"));
        Assert.Equal("app1:me.reply.celery.pidbox", names.ReplyListKey("me"));
        Assert.Equal(["app1:mail", $"app1:mail{Sep}3", $"app1:mail{Sep}6", $"app1:mail{Sep}9"], names.QueueKeys("mail"));
        Assert.Equal("app1:unacked", names.UnackedKey);
        Assert.Equal("app1:_kombu.binding.*", names.BindingsPattern);
    }

    [Fact]
    public void Members_of_routing_tables_are_read()
    {
        var names = new CeleryNames();
        Assert.Equal("w1@vm", names.NodeOf($"{Sep}{Sep}w1@vm.celery.pidbox"));
        Assert.Null(names.NodeOf($"{Sep}{Sep}celery"));
        Assert.Null(names.NodeOf("rubbish"));
        Assert.Equal("q3", names.QueueOf($"a.#{Sep}^a\\..*?${Sep}q3"));
        Assert.True(names.IsTaskBinding("_kombu.binding.celery"));
        Assert.False(names.IsTaskBinding("_kombu.binding.celeryev"));
        Assert.False(names.IsTaskBinding("_kombu.binding.reply.celery.pidbox"));
        Assert.False(names.IsTaskBinding("_kombu.binding_deadlines"));
    }
}
