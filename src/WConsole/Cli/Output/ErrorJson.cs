namespace WConsole.Cli.Output;

/// <summary><c>wconsole/error/1</c>: why there is no answer.</summary>
internal static class ErrorJson
{
    public static byte[] Of(CliError error) => JsonText.Of(
        json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", "wconsole/error/1");
            json.WriteString("message", error.Message);
            json.WriteString("remedy", error.Remedy);
            json.WriteNumber("exit_code", (int)error.Code);
            json.WriteEndObject();
        },
        indented: true);
}
