using WConsole.Terminal.Cells;

namespace WConsole.Tests.Terminal.Cells;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("worker-1", 8)]
    [InlineData("東京", 4)]
    [InlineData("한국", 4)]
    [InlineData("각", 2)]
    [InlineData("ｱ", 1)]
    [InlineData("Ａ", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("🚀", 2)]
    [InlineData("👨‍👩‍👧", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🏽", 2)]
    [InlineData("🇫🇮", 2)]
    [InlineData("🇫🇮🇫", 4)]
    [InlineData("❤", 1)]
    [InlineData("❤️", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("क्षि", 3)]
    [InlineData("\0\e\x7f\x9b", 4)]
    [InlineData("\u202e\u2066\u200f\u2028", 4)]
    [InlineData("\u0301", 1)]
    [InlineData("a\r\nb", 4)]
    [InlineData("╭─●…│", 5)]
    [InlineData("\U00020000", 2)]
    public void Text_is_measured_as_it_is_drawn(string text, int cells)
    {
        Assert.Equal(cells, TextWidth.Of(text));
        var frame = new Canvas(cells + 5, 1).Frame;
        Assert.Equal(cells, frame.Write(0, 0, text, Style.Default));
    }

    [Theory]
    [InlineData("worker-1", 8, "worker-1")]
    [InlineData("worker-1", 7, "worker…")]
    [InlineData("東京都", 5, "東京…")]
    [InlineData("東京都", 4, "東…")]
    [InlineData("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    public void Truncation_never_cuts_a_character(string text, int width, string expected) => Assert.Equal(expected, TextWidth.Truncate(text, width));

    [Fact]
    public void A_cluster_without_end_is_cut_into_bounded_ones()
    {
        var hostile = "a" + new string('\u0301', 100_000);
        var canvas = new Canvas(10, 1);
        canvas.Frame.Write(0, 0, hostile, Style.Default);

        Assert.InRange(canvas.ToText().Length, 1, ClusterReader.MaxLength + 10);
    }
}
