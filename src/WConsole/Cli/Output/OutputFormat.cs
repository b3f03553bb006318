namespace WConsole.Cli.Output;

/// <summary>What <c>-o</c> asks for.</summary>
public enum OutputFormat
{
    Table,
    Wide,
    Json,
    Jsonl,
    Yaml,
    Csv,
    Name,
}

internal static class OutputFormats
{
    public static string[] Words { get; } = ["table", "wide", "json", "jsonl", "yaml", "csv", "name"];

    /// <summary>Null when there is no such format.</summary>
    public static OutputFormat? Find(string word) => Array.IndexOf(Words, word) is var i and >= 0 ? (OutputFormat)i : null;
}
