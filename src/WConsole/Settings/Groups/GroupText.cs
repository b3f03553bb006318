using System.Globalization;
using System.Text;

namespace WConsole.Settings.Groups;

/// <summary>A group that was asked for, as it stands in <c>wconsole.yaml</c>: what is run is read from this text, and what is saved is this text.</summary>
internal static class GroupText
{
    private static readonly string[] NoWords = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

    /// <summary>Each line with the word that it is about (<c>name</c> for the first).</summary>
    /// <param name="folder">Of the file; a directory below it is written relative.</param>
    public static IReadOnlyList<(string Key, string Text)> Lines(AskedGroup group, string folder)
    {
        var lines = new List<(string, string)> { ("name", $"{Scalar(group.Name)}:") };
        if (group.Celery is { } celery)
        {
            lines.Add(("app", "  celery:"));
            Add("    ", "app", celery.App);
            Add("    ", "pool", celery.Pool);
            Add("    ", "concurrency", celery.Concurrency);
            List("    ", "queues", celery.Queues?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            Add("    ", "loglevel", celery.LogLevel);
            List("    ", "args", [.. celery.More]);
        }
        else if (group.Command is [var line] && line.Any(char.IsWhiteSpace))
        {
            Add("  ", "command", line);
        }
        else
        {
            List("  ", "command", [.. group.Command]);
        }

        Add("  ", "replicas", group.Replicas == "1" ? null : group.Replicas);
        Add("  ", "cwd", group.Cwd is { } cwd && Path.GetRelativePath(folder, cwd) is var below && below != "." ? below.StartsWith("..", StringComparison.Ordinal) ? cwd : below : null);
        if (!group.Env.IsEmpty)
        {
            lines.Add(("env", "  env:"));
            lines.AddRange(group.Env.Select(v => ("env", $"    {Scalar(v.Key)}: {Scalar(v.Value)}")));
        }

        return lines;

        void Add(string indent, string key, string? value)
        {
            if (value is not null)
            {
                lines.Add((key, $"{indent}{key}: {Scalar(value)}"));
            }
        }

        void List(string indent, string key, IReadOnlyList<string>? values)
        {
            if (values is { Count: > 0 })
            {
                lines.Add((key, $"{indent}{key}: [{string.Join(", ", values.Select(Scalar))}]"));
            }
        }
    }

    /// <summary>A text as YAML reads it back, also between brackets.</summary>
    internal static string Scalar(string text)
    {
        var plain = text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' || text.StartsWith("./", StringComparison.Ordinal))
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or '-') && !NoWords.Contains(text, StringComparer.OrdinalIgnoreCase);
        if (plain)
        {
            return text;
        }

        if (!text.Any(char.IsControl) && !text.Contains('\u2028') && !text.Contains('\u2029'))
        {
            return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
