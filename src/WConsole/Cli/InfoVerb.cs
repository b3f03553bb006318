using System.CommandLine;
using System.Text.Json;
using WConsole.Cli.Output;
using WConsole.Settings;

namespace WConsole.Cli;

/// <summary><c>info</c>: which version this is, and which settings it would work with. Connects to nothing.</summary>
internal static class InfoVerb
{
    public static Command Make() =>
        new VerbCommand("info", "Version, settings files, cluster, sources (secrets masked), theme and folders.", VerbKind.Plain, (call, _) => Task.FromResult(Run(call)));

    /// <summary>The settings files that were looked for, as <c>files</c>.</summary>
    public static void Files(Utf8JsonWriter json, SettingsOutcome outcome) => json.List("files", outcome.Files, f =>
    {
        json.WriteStartObject();
        json.WriteString("path", f.Path);
        json.WriteString("use", f.Use);
        json.WriteEndObject();
    });

    private static ExitCode Run(Call call)
    {
        var inputs = call.Host.Inputs(call.Flags);
        var outcome = SettingsPipeline.Load(inputs);
        var chosen = ClusterChoice.Choose(outcome.Settings, inputs) as ClusterChoice.Chosen;
        var folders = XdgFolders.From(inputs);
        var json = JsonText.Of(
            j =>
            {
                j.WriteStartObject();
                j.WriteString("schema", "wconsole/info/1");
                j.WriteString("version", ProgramVersion.Text);
                j.Text("cluster", chosen?.Cluster.Name);
                j.Text("environment", chosen?.Cluster.Environment);
                j.WriteBoolean("readonly", outcome.Settings.ReadOnly || chosen?.Cluster.ReadOnly == true);
                j.WriteBoolean("guessed", chosen?.Guessed == true);
                j.List("sources", chosen?.Cluster.Sources.AsEnumerable(), s =>
                {
                    j.WriteStartObject();
                    j.WriteString("name", s.Name);
                    j.WriteString("address", s.Masked);
                    j.WriteString("from", s.Origin);
                    j.WriteEndObject();
                });
                j.List("clusters", outcome.Settings.Clusters, c => j.WriteStringValue(c.Name));
                j.WriteString("theme", outcome.Settings.Theme);
                j.WriteBoolean("mouse", outcome.Settings.Mouse);
                Files(j, outcome);
                j.WriteString("config_folder", folders.Config);
                j.WriteString("state_folder", folders.State);
                j.WriteEndObject();
            },
            indented: call.Format != OutputFormat.Jsonl);
        call.Host.Streams.Data(call.Format is OutputFormat.Json or OutputFormat.Jsonl ? System.Text.Encoding.UTF8.GetString(json) : YamlOutput.Of(json));
        foreach (var problem in outcome.Problems.Select(p => p.Text).Concat(outcome.Warnings))
        {
            call.Host.Streams.Say($"wconsole: {problem}");
        }

        return outcome.Problems.IsEmpty ? ExitCode.Done : ExitCode.Usage;
    }
}
