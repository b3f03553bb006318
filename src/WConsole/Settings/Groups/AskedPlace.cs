using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>The folder and the environment that groups are asked for from.</summary>
public sealed record AskedPlace(SettingsInputs Inputs)
{
    public string Folder => Inputs.WorkingDirectory;

    public AskedReading Read(AskedGroup asked) => AskedReading.Of(asked, Folder, Inputs.User);

    /// <summary>What the launcher is to keep: with the whole environment of here; one that is to be saved, as the file will say it.</summary>
    public WorkerGroup Keep(WorkerGroup group, bool save) => save ? group : AskedReading.In(group, Inputs.Environment);

    public GroupSaving Save(AskedGroup asked) => GroupSaving.Save(asked, Inputs);
}
