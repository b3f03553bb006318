using System.Text;
using WConsole.Terminal.Input;

namespace WConsole.Tests.Terminal.Input;

public sealed class KeyChordTests
{
    [Theory]
    [InlineData("q", "q")]
    [InlineData("X", "X")]
    [InlineData("shift-x", "X")]
    [InlineData("ctrl-r", "ctrl-r")]
    [InlineData("Ctrl-R", "ctrl-r")]
    [InlineData("ctrl-shift-r", "ctrl-shift-r")]
    [InlineData("shift-ctrl-r", "ctrl-shift-r")]
    [InlineData("alt-X", "alt-X")]
    [InlineData("shift-up", "shift-up")]
    [InlineData("space", "space")]
    [InlineData(" q ", "q")]
    [InlineData("ctrl-space", "ctrl-space")]
    [InlineData("f1", "f1")]
    [InlineData("F12", "f12")]
    [InlineData("f", "f")]
    [InlineData("PageDown", "pgdn")]
    [InlineData("escape", "esc")]
    [InlineData("return", "enter")]
    [InlineData("-", "-")]
    [InlineData("+", "+")]
    [InlineData("ctrl--", "ctrl--")]
    [InlineData("alt-enter", "alt-enter")]
    [InlineData("é", "é")]
    [InlineData("🚀", "🚀")]
    public void Text_is_read_and_written_in_one_form(string text, string form)
    {
        var chord = Assert.NotNull(KeyChord.Parse(text));
        Assert.Equal(form, chord.ToString());
        Assert.Equal(chord, KeyChord.Parse(chord.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ctrl-")]
    [InlineData("f0")]
    [InlineData("f25")]
    [InlineData("hyper-x")]
    [InlineData("xy")]
    [InlineData("\e")]
    [InlineData("\ud800")]
    public void What_names_no_key_is_none(string text) => Assert.Null(KeyChord.Parse(text));

    [Fact]
    public void Every_key_code_has_a_name_that_is_read_back()
    {
        foreach (var code in Enum.GetValues<KeyCode>().Where(c => c != KeyCode.Character))
        {
            var chord = KeyChord.Of(code, KeyModifiers.Alt | KeyModifiers.Shift);
            Assert.Equal(chord, KeyChord.Parse(chord.ToString()));
        }
    }

    [Fact]
    public void A_pressed_key_equals_the_binding_that_names_it()
    {
        var pressed = Assert.IsType<InputEvent.Key>(Assert.Single(new KeyDecoder().Feed("\x12"u8)));
        Assert.Equal(KeyChord.Parse("ctrl-r"), pressed.Chord);
        Assert.Equal(KeyChord.Character(new Rune('r'), KeyModifiers.Control), pressed.Chord);
    }
}
