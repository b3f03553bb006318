namespace WConsole.Terminal.Cells;

/// <summary>The shortest SGR sequence from one state of the pen to another.</summary>
internal static class Sgr
{
    private const TextAttributes Weight = TextAttributes.Bold | TextAttributes.Dim;

    public static void Write(ByteSink sink, SgrState from, SgrState to)
    {
        if (from == to)
        {
            return;
        }

        var start = sink.Length;
        WriteChange(sink, from, to);
        var change = sink.Length - start;
        WriteReset(sink, to);
        var reset = sink.Length - start - change;
        if (reset < change)
        {
            sink.Truncate(start);
            WriteReset(sink, to);
        }
        else
        {
            sink.Truncate(start + change);
        }
    }

    /// <summary>From a pen in any state.</summary>
    public static void WriteReset(ByteSink sink, SgrState to)
    {
        sink.Add("\e["u8);
        if (to == SgrState.Default)
        {
            sink.Add((byte)'m');
            return;
        }

        sink.Add((byte)'0');
        sink.Add((byte)';');
        WriteParts(sink, SgrState.Default, to);
    }

    private static void WriteChange(ByteSink sink, SgrState from, SgrState to)
    {
        sink.Add("\e["u8);
        WriteParts(sink, from, to);
    }

    private static void WriteParts(ByteSink sink, SgrState from, SgrState to)
    {
        var had = from.Attributes;
        if ((had & ~to.Attributes & Weight) != 0)
        {
            // 22 ends bold and dim together; one of them may have to come back.
            Number(sink, 22);
            had &= ~Weight;
        }

        var gone = had & ~to.Attributes;
        var come = to.Attributes & ~had;
        Switch(sink, TextAttributes.Bold, gone, come, 1, 22);
        Switch(sink, TextAttributes.Dim, gone, come, 2, 22);
        Switch(sink, TextAttributes.Italic, gone, come, 3, 23);
        Switch(sink, TextAttributes.Underline, gone, come, 4, 24);
        Switch(sink, TextAttributes.Reverse, gone, come, 7, 27);
        Switch(sink, TextAttributes.Strikethrough, gone, come, 9, 29);
        if (from.Foreground != to.Foreground)
        {
            Color(sink, to.Foreground, 30);
        }

        if (from.Background != to.Background)
        {
            Color(sink, to.Background, 40);
        }

        sink.Truncate(sink.Length - 1);
        sink.Add((byte)'m');
    }

    private static void Switch(ByteSink sink, TextAttributes which, TextAttributes gone, TextAttributes come, int on, int off)
    {
        if ((come & which) != 0)
        {
            Number(sink, on);
        }
        else if ((gone & which) != 0)
        {
            Number(sink, off);
        }
    }

    private static void Color(ByteSink sink, int color, int first)
    {
        switch (color)
        {
            case SgrState.Own:
                Number(sink, first + 9);
                break;
            case < 8:
                Number(sink, first + color);
                break;
            case < 16:
                Number(sink, first + 60 + color - 8);
                break;
            case < SgrState.Direct:
                Number(sink, first + 8);
                Number(sink, 5);
                Number(sink, color - SgrState.Indexed);
                break;
            default:
                Number(sink, first + 8);
                Number(sink, 2);
                Number(sink, (color >> 16) & 0xFF);
                Number(sink, (color >> 8) & 0xFF);
                Number(sink, color & 0xFF);
                break;
        }
    }

    private static void Number(ByteSink sink, int value)
    {
        sink.AddNumber(value);
        sink.Add((byte)';');
    }
}
