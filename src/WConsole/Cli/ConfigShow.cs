using System.Text.Json;
using WConsole.Cli.Output;
using WConsole.Settings;
using WConsole.Settings.Groups;

namespace WConsole.Cli;

/// <summary><c>config show</c>: every value of the settings as it came out of all layers, and on request who said so.</summary>
internal static class ConfigShow
{
    public static VerbCommand Make()
    {
        var origin = GlobalOptions.Flag("--origin", "With file and line, variable or flag of each value.", recursive: false);
        var verb = new VerbCommand("show", "Every value as it came out of all files, variables and flags. Connects to nothing.", VerbKind.Plain, (call, _) => Task.FromResult(Show(call, call.Parse.GetValue(origin))));
        verb.Add(origin);
        return verb;
    }

    private static ExitCode Show(Call call, bool origin)
    {
        var outcome = SettingsPipeline.Load(call.Host.Inputs(call.Flags));
        var groups = outcome.Settings.Groups.IsEmpty ? null : GroupInput.Load(call.Host.Inputs(call.Flags));
        SettingValue[] values = [.. SettingValue.Of(outcome), .. groups is null ? [] : GroupValues.Of(groups)];
        var json = JsonText.Of(
            j =>
            {
                j.WriteStartObject();
                j.WriteString("schema", "wconsole/settings/1");
                j.List("items", values, v => Item(j, v));
                j.WriteEndObject();
            },
            indented: call.Format != OutputFormat.Jsonl);
        switch (call.Format)
        {
            case OutputFormat.Json or OutputFormat.Jsonl:
                call.Host.Streams.Data(json);
                break;
            case OutputFormat.Yaml:
                call.Host.Streams.Data(YamlOutput.Of(json));
                break;
            default:
                call.Host.Streams.Data(origin
                    ? TextTable.Of(["NAME", "VALUE", "FROM"], [false, false, false], [.. values.Select(v => new[] { v.Name, v.Value, v.From })])
                    : TextTable.Of(["NAME", "VALUE"], [false, false], [.. values.Select(v => new[] { v.Name, v.Value })]));
                break;
        }

        SettingsProblem[] problems = [.. outcome.Problems, .. groups?.Problems ?? []];
        foreach (var problem in problems.Select(p => p.Text).Concat(outcome.Warnings))
        {
            call.Host.Streams.Say($"wconsole: {problem}");
        }

        return problems.Length == 0 ? ExitCode.Done : ExitCode.Usage;
    }

    private static void Item(Utf8JsonWriter json, SettingValue value)
    {
        json.WriteStartObject();
        json.WriteString("name", value.Name);
        json.WriteString("value", value.Value);
        json.WriteString("from", value.Origin);
        json.Count("line", value.Line > 0 ? value.Line : null);
        json.WriteEndObject();
    }
}
