using System.Text;

namespace WConsole.Terminal.Input;

/// <summary>
/// Turns the bytes of a terminal into events, byte by byte, so that it does not matter how they were cut into reads.
/// Pure: no I/O and no clock. Knows legacy keys, SS3, modifyOtherKeys, CSI u (kitty), SGR mouse, bracketed paste, focus
/// and replies. Never throws; sequences and pastes are bounded, what is no UTF-8 becomes U+FFFD. One thread.
/// </summary>
public sealed class KeyDecoder
{
    // Longer control sequences than any terminal sends; more is swallowed up to its end.
    private const int SequenceLimit = 64;
    private const int StringLimit = 4096;
    private const byte Esc = 0x1b;

    private static readonly List<InputEvent> Nothing = [];
    private static readonly TimeSpan SequencePatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PastePatience = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _escapeDelay;
    private readonly PasteBuffer _paste;
    private readonly Utf8Assembler _utf8 = new();
    private readonly Action<Rune> _typed;
    private readonly StringBuilder _body = new();
    private readonly byte[] _mouse = new byte[3];
    private List<InputEvent> _events = [];
    private State _state;
    private char _introducer;
    private int _mouseLength;
    private bool _overflow;
    private bool _alt;

    /// <param name="escapeDelay">How long a lone ESC byte waits for the rest of a sequence before it is the Escape key; 25 ms unless given.</param>
    /// <param name="pasteLimit">How many bytes of one paste are kept.</param>
    public KeyDecoder(TimeSpan? escapeDelay = null, int pasteLimit = 65536)
    {
        _escapeDelay = escapeDelay ?? TimeSpan.FromMilliseconds(25);
        _paste = new PasteBuffer(pasteLimit);
        _typed = rune =>
        {
            Emit(KeyChord.Character(rune, _alt ? KeyModifiers.Alt : KeyModifiers.None));
            _alt = false;
        };
    }

    private enum State
    {
        Ground,
        Escape,
        Csi,
        LinuxKey,
        Ss3,
        String,
        StringEscape,
        MouseBytes,
        Paste,
    }

    /// <summary>
    /// How long to wait for the next byte before calling <see cref="Idle"/>; null when nothing is pending. Short for a lone
    /// ESC, which may be the Escape key; longer for a sequence that has begun, since its rest must not be taken for keys.
    /// </summary>
    public TimeSpan? IdleAfter => _state switch
    {
        State.Ground => _utf8.IsPending ? SequencePatience : null,
        State.Escape => _escapeDelay,
        State.Paste => PastePatience,
        _ => SequencePatience,
    };

    /// <summary>Takes the next bytes, however cut; returns the events they completed, oldest first.</summary>
    public IReadOnlyList<InputEvent> Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            Step(value);
        }

        return Take();
    }

    /// <summary>Nothing came for <see cref="IdleAfter"/>: what is pending is decided by what is there.</summary>
    public IReadOnlyList<InputEvent> Idle()
    {
        _utf8.Flush(_typed);
        switch (_state)
        {
            case State.Escape:
                Emit(KeyChord.Of(KeyCode.Escape));
                break;
            case State.Csi or State.Ss3 or State.String when _body.Length == 0 && !_overflow:
                // Alt with the introducer's own key ("[", "O", "]" …) looks exactly so.
                Emit(KeyChord.Character(new Rune(_introducer), KeyModifiers.Alt));
                break;
            case State.Paste:
                _events.Add(_paste.GiveUp());
                break;
        }

        (_state, _alt) = (State.Ground, false);
        return Take();
    }

    private List<InputEvent> Take()
    {
        if (_events.Count == 0)
        {
            return Nothing;
        }

        var events = _events;
        _events = [];
        return events;
    }

    private void Step(byte value)
    {
        switch (_state)
        {
            case State.Ground:
                Key(value);
                break;
            case State.Escape:
                AfterEscape(value);
                break;
            case State.Csi:
                InControlSequence(value);
                break;
            case State.LinuxKey:
                _state = State.Ground;
                Emit(value is >= (byte)'A' and <= (byte)'E' ? KeyChord.Of(KeyCode.F1 + (value - 'A')) : null);
                break;
            case State.Ss3:
                InSs3(value);
                break;
            case State.String:
                InString(value);
                break;
            case State.StringEscape:
                _state = State.Escape;
                if (value == '\\')
                {
                    EndString();
                }
                else
                {
                    AfterEscape(value);
                }

                break;
            case State.MouseBytes:
                _mouse[_mouseLength++] = value;
                if (_mouseLength == _mouse.Length)
                {
                    _state = State.Ground;
                    Emit(MouseReport.DecodeBytes(_mouse[0], _mouse[1], _mouse[2]));
                }

                break;
            case State.Paste:
                if (_paste.Add(value) is { } paste)
                {
                    _state = State.Ground;
                    Emit(paste);
                }

                break;
        }
    }

    private void Key(byte value)
    {
        if (value >= 0x80)
        {
            if (_utf8.IsPending && (value & 0xC0) != 0x80)
            {
                _utf8.Flush(_typed);
            }

            _utf8.Add(value, _typed);
            return;
        }

        _utf8.Flush(_typed);
        if (value == Esc)
        {
            _state = State.Escape;
            return;
        }

        var alt = _alt ? KeyModifiers.Alt : KeyModifiers.None;
        _alt = false;
        Emit(value switch
        {
            (byte)'\r' => KeyChord.Of(KeyCode.Enter, alt),
            (byte)'\t' => KeyChord.Of(KeyCode.Tab, alt),
            0x08 or 0x7f => KeyChord.Of(KeyCode.Backspace, alt),
            0 => KeyChord.Character(new Rune(' '), alt | KeyModifiers.Control),
            <= 0x1a => KeyChord.Character(new Rune((char)(value + 'a' - 1)), alt | KeyModifiers.Control),
            < 0x20 => KeyChord.Character(new Rune((char)(value + '@')), alt | KeyModifiers.Control),
            _ => KeyChord.Character(new Rune((char)value), alt),
        });
    }

    private void AfterEscape(byte value)
    {
        _body.Clear();
        (_overflow, _introducer) = (false, (char)value);
        switch (value)
        {
            case Esc:
                // Escape pressed twice, or once just before an arrow.
                Emit(KeyChord.Of(KeyCode.Escape));
                break;
            case (byte)'[':
                _state = State.Csi;
                break;
            case (byte)'O':
                _state = State.Ss3;
                break;
            case (byte)']' or (byte)'P' or (byte)'_':
                _state = State.String;
                break;
            default:
                (_state, _alt) = (State.Ground, true);
                Key(value);
                break;
        }
    }

    private void InControlSequence(byte value)
    {
        if (value is < 0x20 or > 0x7e)
        {
            Abort(value);
        }
        else if (value < 0x40)
        {
            Collect(value, SequenceLimit);
        }
        else if (value == '[' && _body.Length == 0)
        {
            _state = State.LinuxKey;
        }
        else if (value == 'M' && _body.Length == 0)
        {
            (_state, _mouseLength) = (State.MouseBytes, 0);
        }
        else
        {
            _state = State.Ground;
            var body = _body.ToString();
            if (value == '~' && body == "200")
            {
                _state = State.Paste;
            }
            else if (!_overflow)
            {
                Emit(ControlSequence.Decode(body, (char)value));
            }
        }
    }

    private void InSs3(byte value)
    {
        if (value is < 0x20 or > 0x7e)
        {
            Abort(value);
        }
        else if (value is >= (byte)'0' and <= (byte)'9' or (byte)';')
        {
            // Some terminals put the modifier here: ESC O 5 P.
            Collect(value, SequenceLimit);
        }
        else
        {
            _state = State.Ground;
            var modifiers = _body.Length > 0 ? (KeyModifiers)(Math.Max(_body[^1] - '1', 0) & 0xF) : KeyModifiers.None;
            if (value == 'M')
            {
                Emit(KeyChord.Of(KeyCode.Enter, modifiers));
            }
            else if (FunctionKeys.FromLetter((char)value) is { } code)
            {
                Emit(KeyChord.Of(code, modifiers));
            }
            else if (value is >= (byte)'a' and <= (byte)'d')
            {
                // rxvt: Control and an arrow.
                Emit(FunctionKeys.FromLetter(char.ToUpperInvariant((char)value)) is { } arrow ? KeyChord.Of(arrow, KeyModifiers.Control) : null);
            }
            else if (FunctionKeys.KeypadText((char)value) is { } text)
            {
                Emit(KeyChord.Character(new Rune(text), modifiers));
            }
        }
    }

    private void InString(byte value)
    {
        if (value == 0x07)
        {
            EndString();
        }
        else if (value == Esc)
        {
            _state = State.StringEscape;
        }
        else if (value < 0x20)
        {
            // No reply holds a control byte: this was Alt with a key, and the operator types on.
            Abort(value);
        }
        else
        {
            Collect(value, StringLimit);
        }
    }

    private void EndString()
    {
        _state = State.Ground;
        if (!_overflow)
        {
            Emit(new InputEvent.Reply(
                _introducer switch { ']' => ReplyKind.OperatingSystem, 'P' => ReplyKind.DeviceControl, _ => ReplyKind.Application },
                _body.ToString()));
        }
    }

    private void Collect(byte value, int limit)
    {
        if (_body.Length < limit)
        {
            // Replies are ASCII; anything else in one is kept out of the text.
            _body.Append(value < 0x7f ? (char)value : '?');
        }
        else
        {
            _overflow = true;
        }
    }

    private void Abort(byte value)
    {
        _state = State.Ground;
        Key(value);
    }

    private void Emit(KeyChord? chord)
    {
        if (chord is { } known)
        {
            _events.Add(new InputEvent.Key(known.Code, known.Text, known.Modifiers));
        }
    }

    private void Emit(InputEvent? @event)
    {
        if (@event is not null)
        {
            _events.Add(@event);
        }
    }
}
