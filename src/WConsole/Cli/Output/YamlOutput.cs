using System.Text;
using System.Text.Json;

namespace WConsole.Cli.Output;

/// <summary>
/// JSON → YAML, block style. Every string is quoted, with JSON's own escapes (which YAML's double quotes take as they are), so that no name can
/// turn into a number, a truth or a tag.
/// </summary>
internal static class YamlOutput
{
    public static string Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(text, document.RootElement, 0, afterDash: false);
        return text.ToString();
    }

    // On entry the cursor stands after "key:" or "-" (or at the very beginning); on return at the start of a line.
    private static void Write(StringBuilder text, JsonElement value, int indent, bool afterDash)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                Object(text, value, indent, afterDash);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                foreach (var item in value.EnumerateArray())
                {
                    Begin(text, indent);
                    text.Append('-');
                    Write(text, item, indent + 2, afterDash: true);
                }

                break;
            default:
                // The raw text: numbers, null and truths are the same words in both, strings keep their quotes and escapes.
                text.Append(' ').Append(value.GetRawText()).Append('\n');
                break;
        }
    }

    private static void Object(StringBuilder text, JsonElement value, int indent, bool afterDash)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (afterDash)
            {
                text.Append(' ');
                afterDash = false;
            }
            else
            {
                Begin(text, indent);
            }

            text.Append(property.Name).Append(':');
            Write(text, property.Value, indent + 2, afterDash: false);
        }
    }

    private static void Begin(StringBuilder text, int indent)
    {
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }

        text.Append(' ', indent);
    }
}
