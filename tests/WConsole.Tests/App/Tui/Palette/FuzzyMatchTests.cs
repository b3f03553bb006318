using System.Collections.Immutable;
using WConsole.Tui;
using WConsole.Tui.Palette;

namespace WConsole.Tests.App.Tui.Palette;

/// <summary>What fits what was typed, and in which order.</summary>
public sealed class FuzzyMatchTests
{
    [Theory]
    [InlineData("work", "workers")]
    [InlineData("wkrs", "workers")]
    [InlineData("WARM", "Warm stop")]
    [InlineData("ws", "Warm stop")]
    [InlineData("", "anything")]
    public void Letters_in_order_fit(string typed, string text) => Assert.NotNull(FuzzyMatch.Of(typed, text));

    [Theory]
    [InlineData("wrokers", "workers")]
    [InlineData("workersx", "workers")]
    [InlineData("z", "workers")]
    public void Letters_out_of_order_do_not(string typed, string text) => Assert.Null(FuzzyMatch.Of(typed, text));

    [Fact]
    public void The_same_comes_before_the_beginning_before_a_words_beginning_before_a_part_before_scattered_letters()
    {
        string[] ranked = ["stop", "stop all", "warm stop", "nonstop", "s-t-o-p", "sxtxoxp"];
        var scores = ranked.Select(t => FuzzyMatch.Of("stop", t)!.Score).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(scores.Count, scores.Distinct().Count());
    }

    [Fact]
    public void The_places_are_those_that_were_meant() =>
        Assert.Equal([0, 5], FuzzyMatch.Of("ws", "warm stop")!.Places);

    [Fact]
    public void Any_pair_of_texts_ends_and_places_spell_what_was_typed()
    {
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var (typed, text) = (Word(random, 4), Word(random, 30));
            if (FuzzyMatch.Of(typed, text) is { } hit)
            {
                Assert.Equal(typed.ToLowerInvariant(), string.Concat(hit.Places.Select(p => text[p])).ToLowerInvariant());
                Assert.Equal(hit.Places.Order(), hit.Places);
            }
        }
    }

    [Fact]
    public void Every_word_must_be_found_in_name_or_title_and_names_come_first()
    {
        ImmutableArray<PaletteEntry> entries =
        [
            Entry("queues", "what waits, and who consumes it"),
            Entry("Warm stop", "Finish running task runs, then exit.", "stop"),
            Entry("Cold stop", "Exit as fast as possible", "stop --cold"),
            Entry("mail-exit@web1", "worker, ready"),
        ];
        Assert.Equal(["mail-exit@web1", "Cold stop", "Warm stop"], Names("exit"));
        Assert.Equal(["Cold stop"], Names("fast exit"));
        Assert.Equal(["Cold stop"], Names("stop --cold"));
        Assert.Equal(["Warm stop"], Names("stop warm"));
        Assert.Equal(["queues", "Warm stop", "Cold stop", "mail-exit@web1"], Names(" "));
        Assert.Empty(Names("stop zebra"));

        IEnumerable<string> Names(string typed) => PaletteMatch.Of(typed, entries).Select(l => l.Entry.Name);
    }

    [Fact]
    public void Of_equals_what_can_be_run_comes_first()
    {
        ImmutableArray<PaletteEntry> entries = [Entry("stop a", "x") with { Off = "no" }, Entry("stop b", "x")];
        Assert.Equal(["stop b", "stop a"], PaletteMatch.Of("stop", entries).Select(l => l.Entry.Name));
    }

    private static PaletteEntry Entry(string name, string title, string alias = "") => new(PaletteKind.Action, name, title, "", null, Effect.None) { Alias = alias };

    private static string Word(Random random, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most)).Select(_ => "abAB -1"[random.Next(7)]));
}
