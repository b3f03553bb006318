using System.Globalization;
using System.Text;

namespace WConsole.Drivers.Frameworks.Celery.Wire;

/// <summary>
/// JSON text exactly as Python's own encoder writes it by default: ", " and ": " between parts, everything outside
/// printable ASCII escaped, floats in shortest form. So what we publish has the same bytes as the stock client's.
/// </summary>
internal static class PyJsonWriter
{
    private const string Masked = "\"********\"";

    public static void Write(WireValue value, StringBuilder to) => Write(value, to, int.MaxValue, display: false);

    /// <summary>As <see cref="Write(WireValue, StringBuilder)"/>, but with secrets masked and giving up soon after <paramref name="maxChars"/>.</summary>
    public static void WriteDisplay(WireValue value, StringBuilder to, int maxChars) => Write(value, to, maxChars, display: true);

    public static void WriteString(string text, StringBuilder to)
    {
        to.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': to.Append("\\\""); break;
                case '\\': to.Append("\\\\"); break;
                case '\n': to.Append("\\n"); break;
                case '\r': to.Append("\\r"); break;
                case '\t': to.Append("\\t"); break;
                case '\b': to.Append("\\b"); break;
                case '\f': to.Append("\\f"); break;
                case >= ' ' and <= '~': to.Append(c); break;
                default: to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"); break;
            }
        }

        to.Append('"');
    }

    /// <summary>A float as Python's repr gives it: 2.0 keeps its point.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text.Replace('E', 'e');
    }

    private static void Write(WireValue value, StringBuilder to, int maxChars, bool display)
    {
        if (to.Length > maxChars)
        {
            return;
        }

        switch (value.Kind)
        {
            case WireKind.Missing or WireKind.Null: to.Append("null"); break;
            case WireKind.Bool: to.Append(value.AsBool() == true ? "true" : "false"); break;
            case WireKind.Text when display: DisplayString(value.AsString()!, to, maxChars); break;
            case WireKind.Text: WriteString(value.AsString()!, to); break;
            case WireKind.List: WriteList(value, to, maxChars, display); break;
            case WireKind.Map: WriteObject(value, to, maxChars, display); break;
            default: to.Append(value.AsText()); break;
        }
    }

    private static void WriteList(WireValue value, StringBuilder to, int maxChars, bool display)
    {
        to.Append('[');
        var between = "";
        foreach (var item in value.Items)
        {
            if (to.Length > maxChars)
            {
                return;
            }

            to.Append(between);
            between = ", ";
            Write(item, to, maxChars, display);
        }

        to.Append(']');
    }

    private static void WriteObject(WireValue value, StringBuilder to, int maxChars, bool display)
    {
        to.Append('{');
        var between = "";
        foreach (var (key, item) in value.Properties)
        {
            if (to.Length > maxChars)
            {
                return;
            }

            to.Append(between);
            between = ", ";
            if (display)
            {
                DisplayString(key, to, maxChars);
            }
            else
            {
                WriteString(key, to);
            }

            to.Append(": ");
            if (display && Secrets.IsSecretName(key) && !item.IsNothing)
            {
                to.Append(Masked);
            }
            else
            {
                Write(item, to, maxChars, display);
            }
        }

        to.Append('}');
    }

    // For eyes: only what would break the quoting is escaped, other scripts stay readable.
    private static void DisplayString(string text, StringBuilder to, int maxChars)
    {
        to.Append('"');
        var shown = Secrets.Mask(text);
        foreach (var c in shown.AsSpan(0, Math.Min(shown.Length, maxChars)))
        {
            if (c is '"' or '\\')
            {
                to.Append('\\').Append(c);
            }
            else if (char.IsControl(c))
            {
                to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                to.Append(c);
            }
        }

        to.Append('"');
    }
}
