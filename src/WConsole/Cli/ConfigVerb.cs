using System.CommandLine;
using System.Globalization;
using WConsole.Cli.Output;
using WConsole.Settings;
using WConsole.Settings.Groups;

namespace WConsole.Cli;

/// <summary><c>config check</c>: reads every settings file and says what is wrong, file and line, without connecting to anything.</summary>
internal static class ConfigVerb
{
    public static Command Make()
    {
        var file = new Option<string?>("--file", "-f") { Description = "Groups to check as well: wconsole.yaml, a Procfile, supervisord's or systemd's files.", HelpName = "FILE" };
        var check = new VerbCommand("check", "Read every settings file and say what is wrong with it. Connects to nothing.", VerbKind.Plain, (call, _) => Task.FromResult(Check(call, call.Parse.GetValue(file))))
        {
            file,
        };
        return new("config", "Settings.") { check, ConfigShow.Make() };
    }

    private static ExitCode Check(Call call, string? file)
    {
        var inputs = call.Host.Inputs(call.Flags);
        var outcome = SettingsPipeline.Load(inputs);
        var problems = outcome.Problems.ToList();
        // A choice of cluster is wrong only when everything else is right: else it is a mere consequence.
        if (problems.Count == 0 && ClusterChoice.Choose(outcome.Settings, inputs) is ClusterChoice.Wrong wrong)
        {
            problems.Add(wrong.Problem);
        }

        var (themes, themeProblems) = ThemeShelf.Read(XdgFolders.From(inputs).Themes);
        List<string> warnings = [.. outcome.Warnings, .. themeProblems];
        if (!themes.ContainsKey(outcome.Settings.Theme))
        {
            warnings.Add($"there is no theme '{outcome.Settings.Theme}'; the default is used (there are: {string.Join(", ", themes.Keys.Order(StringComparer.Ordinal))})");
        }

        List<string> notes = [];
        if (GroupInput.Load(inputs, file) is { File: not null } groups)
        {
            // A file that is both was read twice.
            problems.AddRange(groups.Problems.Except(problems));
            warnings.AddRange(groups.Warnings.Select(w => w.Text));
            notes.Add($"{groups.File}: {GroupsText(groups)}");
        }

        Tell(call, outcome, problems, warnings, notes);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Usage;
    }

    private static string GroupsText(GroupsOutcome groups) => groups.Groups.IsEmpty
        ? "no groups to run"
        : "runs " + string.Join(", ", groups.Groups.Select(g => g.Replicas == 1 ? g.Name : $"{g.Name} ×{g.Replicas.ToString(CultureInfo.InvariantCulture)}"));

    private static void Tell(Call call, SettingsOutcome outcome, List<SettingsProblem> problems, List<string> warnings, List<string> notes)
    {
        var json = JsonText.Of(
            j =>
            {
                j.WriteStartObject();
                j.WriteString("schema", "wconsole/config/1");
                j.WriteBoolean("ok", problems.Count == 0);
                InfoVerb.Files(j, outcome);
                j.List("problems", problems, p =>
                {
                    j.WriteStartObject();
                    j.WriteString("file", p.Origin);
                    j.Count("line", p.Line > 0 ? p.Line : null);
                    j.WriteString("message", p.What);
                    j.WriteString("remedy", p.Remedy);
                    j.WriteEndObject();
                });
                j.List("warnings", warnings, j.WriteStringValue);
                j.List("notes", notes, j.WriteStringValue);
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
                IEnumerable<string> lines =
                [
                    .. outcome.Files.Select(f => $"{f.Path}: {f.Use}"), .. problems.Select(p => "error: " + p.Text), .. warnings.Select(w => "warning: " + w), .. notes.Select(n => "note: " + n),
                    problems.Count == 0 ? "settings are right" : $"settings have {problems.Count} error{(problems.Count == 1 ? "" : "s")}",
                ];
                call.Host.Streams.Data(string.Concat(lines.Select(l => PlainText.Line(l) + "\n")));
                break;
        }
    }
}
