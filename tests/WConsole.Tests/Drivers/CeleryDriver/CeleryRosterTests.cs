using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Model;

namespace WConsole.Tests.Drivers.CeleryDriver;

/// <summary>How many names a source keeps, whom it forgets, and what it says of the others.</summary>
public sealed class CeleryRosterTests
{
    private readonly CeleryRoster _roster = new(new SourceId("redis"), "", 3);
    private int _changes;

    public CeleryRosterTests() => _roster.RefusedChanged = () => _changes++;

    [Fact]
    public void What_is_over_the_cap_is_counted_once_for_each_name()
    {
        Hear(0, "a", "b", "c", "d", "e", "d");
        Assert.Equal(["a", "b", "c"], Names());
        Assert.Equal((2, 2), (_roster.Refused, _changes));
    }

    [Fact]
    public void Who_was_silent_for_long_makes_room_for_who_is_heard()
    {
        Hear(0, "a", "b", "c");
        Hear(250, "c");
        Hear(260, "d");
        Assert.Equal(1, _roster.Refused);
        Hear(301, "e");
        Assert.Equal(["c", "e"], Names());
        Assert.Equal(1, _roster.Refused);
        Hear(302, "d");
        Assert.Equal(["c", "d", "e"], Names());
        Assert.Equal((0, 2), (_roster.Refused, _changes));
    }

    [Fact]
    public void Who_was_left_out_and_is_heard_no_more_is_not_counted_for_ever()
    {
        Hear(0, "a", "b", "c", "d");
        Hear(200, "a", "b", "c");
        Assert.Equal(1, _roster.Refused);
        Hear(310, "e");
        Assert.Equal((1, "a b c"), (_roster.Refused, string.Join(' ', Names())));
    }

    [Fact]
    public void Whose_process_is_known_here_is_not_forgotten()
    {
        Hear(0, "a", "b", "c");
        _roster.Put("a", n => n with { Proven = Known });
        Hear(400, "d", "e");
        Assert.Equal(["a", "d", "e"], Names());
    }

    [Fact]
    public void A_name_that_merely_stands_in_a_registry_takes_nobodys_place()
    {
        Hear(0, "a", "b", "c");
        Assert.Null(_roster.Put("old", n => n with { ListedAt = TimeSpan.FromSeconds(900) }));
        Assert.Equal(["a", "b", "c"], Names());
        Assert.Equal(1, _roster.Refused);
    }

    private static ProcessSight.Ours Known => Fleet.FleetFeed.Ours();

    private void Hear(double seconds, params string[] names)
    {
        foreach (var name in names)
        {
            _roster.Put(name, n => n.Heard(7, TimeSpan.FromSeconds(seconds)));
        }
    }

    private IEnumerable<string> Names() => _roster.All().Select(n => n.Name).Order(StringComparer.Ordinal);
}
