using WConsole.Settings;

namespace WConsole.Tests.App.Settings;

/// <summary>A home and a working folder of a test's own, with settings files in them.</summary>
internal sealed class SettingsBox : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("wcs-");

    public SettingsBox()
    {
        Directory.CreateDirectory(Home);
        Directory.CreateDirectory(Work);
        Environment["HOME"] = Home;
    }

    public Dictionary<string, string> Environment { get; } = [];

    public SettingsFlags Flags { get; set; } = SettingsFlags.None;

    public string Home => Path.Combine(_root.FullName, "home");

    public string Work => Path.Combine(_root.FullName, "work");

    public string UserFile => Path.Combine(Home, ".config/wconsole/config.yaml");

    public string ProjectFile => Path.Combine(Work, "wconsole.yaml");

    public SettingsInputs Inputs => new(Environment, Work, Flags, Composition.Look) { CheckScreen = WConsole.Tui.ScreenSettings.Check };

    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public SettingsOutcome Load() => SettingsPipeline.Load(Inputs);

    public ClusterChoice Choose() => ClusterChoice.Choose(Load().Settings, Inputs);

    public void Dispose() => _root.Delete(recursive: true);
}
