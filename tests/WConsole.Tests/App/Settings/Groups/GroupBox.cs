using WConsole.Fleet.Launch;
using WConsole.Settings.Groups;

namespace WConsole.Tests.App.Settings.Groups;

/// <summary>A working folder with one file of groups, and what is read from it.</summary>
internal sealed class GroupBox : IDisposable
{
    public SettingsBox Box { get; } = new();

    public string File => Box.ProjectFile;

    public GroupsOutcome Load(string text, string name = "wconsole.yaml", string user = "ops")
    {
        var path = Path.Combine(Box.Work, name);
        SettingsBox.Write(path, text);
        return GroupInput.Load(Box.Inputs with { User = user }, name == "wconsole.yaml" ? null : name);
    }

    /// <summary>The one group of a text that is right.</summary>
    public WorkerGroup One(string text, string name = "wconsole.yaml")
    {
        var outcome = Load(text, name);
        Assert.Empty(outcome.Problems.Select(p => p.Text));
        return Assert.Single(outcome.Groups);
    }

    public void Dispose() => Box.Dispose();
}
