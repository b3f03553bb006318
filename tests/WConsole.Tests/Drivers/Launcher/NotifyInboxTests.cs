using System.Globalization;
using System.Text;
using WConsole.Drivers.Keepers.Local;
using WConsole.Fleet.Launch;

namespace WConsole.Tests.Drivers.Launcher;

public sealed class NotifyInboxTests
{
    private readonly ManualTime _time = new();
    private readonly NotifyInbox _inbox;

    public NotifyInboxTests() => _inbox = new NotifyInbox(_time);

    [Fact]
    public void What_is_said_at_a_human_pace_is_heard_word_by_word_and_in_order()
    {
        Assert.True(Say("mail:0", "STATUS=1"));
        Assert.False(Say("mail:0", "STATUS=2"));
        Assert.True(Say("web:0", "READY=1"));
        Assert.Equal(TimeSpan.Zero, _inbox.Due);
        Assert.Equal(["mail:0 1", "mail:0 2", "web:0 "], Texts(_inbox.Take()));
        Assert.Null(_inbox.Due);
    }

    [Fact]
    public void A_flood_is_bounded_and_counted_and_loses_no_word_that_is_said_only_once()
    {
        for (var n = 0; n < 1_000_000; n++)
        {
            Say("mail:0", n == 500 ? "READY=1\nX_WCONSOLE_POOL=threads" : string.Create(CultureInfo.InvariantCulture, $"STATUS={n}"));
        }

        Say("web:0", "STATUS=calm");
        var first = _inbox.Take();
        Assert.Equal(NotifyInbox.MostEach, first.Messages.Count(m => m.Id == "mail:0"));
        Assert.Equal("calm", first.Messages.Single(m => m.Id == "web:0").Message.Report.Status);
        Assert.Empty(first.Floods);

        Assert.True(_inbox.Due > TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(1));
        var rest = _inbox.Take();
        var message = Assert.Single(rest.Messages).Message;
        Assert.Equal((true, "999999", "threads"), (message.Ready, message.Report.Status, message.Report.Pool));
        Assert.Equal([("mail:0", 1_000_000L - NotifyInbox.MostEach - 1)], rest.Floods);
        Assert.Empty(_inbox.Take().Floods);
    }

    [Fact]
    public void A_flood_that_goes_on_is_heard_once_a_second_and_told_once_a_minute()
    {
        var (heard, told) = (0, 0);
        for (var tenth = 0; tenth < 1200; tenth++)
        {
            for (var n = 0; n < 1000; n++)
            {
                Say("mail:0", "STATUS=again");
            }

            var said = _inbox.Take();
            heard += said.Messages.Count;
            told += said.Floods.Count;
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(heard, 120, 120 * (NotifyInbox.MostEach + 1));
        Assert.InRange(told, 1, 3);
    }

    [Fact]
    public void While_nobody_takes_anything_no_more_than_the_bound_waits()
    {
        for (var second = 0; second < 60; second++)
        {
            for (var n = 0; n < 200; n++)
            {
                Say("mail:0", string.Create(CultureInfo.InvariantCulture, $"STATUS={second}"));
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var said = Texts(_inbox.Take());
        Assert.Equal(NotifyInbox.MostEach + 1, said.Count);
        Assert.Equal("mail:0 59", said[^1]);
    }

    [Fact]
    public void What_is_forgotten_is_not_heard()
    {
        Say("mail:0", "STATUS=1");
        _inbox.Forget("mail:0");
        Assert.Empty(_inbox.Take().Messages);
    }

    private bool Say(string id, string text) => _inbox.Add(id, NotifyMessage.Parse(Encoding.UTF8.GetBytes(text)));

    private static List<string> Texts(Said said) => [.. said.Messages.Select(m => $"{m.Id} {m.Message.Report.Status}")];
}
