namespace WConsole.Terminal.Input;

/// <summary>What the terminal answered. The comment is the form on the wire without its introducer.</summary>
public enum ReplyKind
{
    /// <summary>Device status, <c>0 n</c>: the answer to <c>CSI 5 n</c>, which paces the frames.</summary>
    Status,

    /// <summary>Cursor position, <c>row ; column R</c>.</summary>
    CursorPosition,

    /// <summary>Primary device attributes, <c>? … c</c>.</summary>
    DeviceAttributes,

    /// <summary>Secondary or tertiary device attributes, <c>&gt; … c</c>.</summary>
    SecondaryAttributes,

    /// <summary>State of a mode, <c>? mode ; state $ y</c>.</summary>
    Mode,

    /// <summary>Keyboard flags in force, <c>? flags u</c>.</summary>
    KeyboardFlags,

    /// <summary>Private status, such as a dark/light theme report, <c>? 997 ; 1 n</c>.</summary>
    PrivateStatus,

    /// <summary>Window report, <c>… t</c>.</summary>
    Window,

    /// <summary>Operating system command, such as the background colour <c>11 ; rgb:…</c>.</summary>
    OperatingSystem,

    /// <summary>Device control string, such as a version.</summary>
    DeviceControl,

    /// <summary>Application program command.</summary>
    Application,
}
