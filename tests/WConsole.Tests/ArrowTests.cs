using System.Reflection;
using System.Text.RegularExpressions;

namespace WConsole.Tests;

/// <summary>The arrows between folders that the compiler cannot enforce: who may name whom.</summary>
public sealed partial class ArrowTests
{
    // Read as: a file in this folder may use only these of our namespaces (besides its own folder).
    // A folder that is missing here fails the test, so that a new one gets its arrows on purpose.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["WConsole.Fleet.Model"] = [],
        ["WConsole.Fleet.Actions"] = ["WConsole.Fleet.Model"],
        ["WConsole.Fleet.Events"] = ["WConsole.Fleet.Model", "WConsole.Fleet.Actions"],
        ["WConsole.Fleet.Links"] = ["WConsole.Fleet.Model"],
        ["WConsole.Fleet.State"] = ["WConsole.Fleet.Model", "WConsole.Fleet.Actions", "WConsole.Fleet.Events", "WConsole.Fleet.Links"],
        ["WConsole.Fleet.Views"] = ["WConsole.Fleet.Model", "WConsole.Fleet.Actions", "WConsole.Fleet.State", "WConsole.Fleet.Launch"],
        ["WConsole.Fleet.Rollouts"] = ["WConsole.Fleet.Model", "WConsole.Fleet.Actions", "WConsole.Fleet.State"],
        ["WConsole.Fleet.Ports"] = ["WConsole.Fleet.Model", "WConsole.Fleet.Actions", "WConsole.Fleet.Events", "WConsole.Fleet.State", "WConsole.Fleet.Launch"],
        ["WConsole.Fleet.Launch"] = ["WConsole.Fleet.Model", "WConsole.Fleet.Actions"],
        ["WConsole.Engine"] = ["WConsole.Fleet"],
        ["WConsole.Drivers.Transports"] = [],
        ["WConsole.Drivers.Hosts"] = ["WConsole.Fleet"],
        ["WConsole.Drivers.Frameworks.Celery"] = ["WConsole.Fleet", "WConsole.Drivers.Transports", "WConsole.Drivers.Hosts"],
        ["WConsole.Drivers.Frameworks.Celery.Wire"] = [],
        ["WConsole.Drivers.Frameworks.Kept"] = ["WConsole.Fleet", "WConsole.Drivers.Hosts"],
        ["WConsole.Drivers.Keepers.Local"] = ["WConsole.Fleet", "WConsole.Drivers.Hosts"],
        ["WConsole.Terminal.Cells"] = [],
        ["WConsole.Terminal.Layout"] = ["WConsole.Terminal.Cells"],
        ["WConsole.Terminal.Themes"] = ["WConsole.Terminal.Cells"],
        ["WConsole.Terminal.Input"] = [],
        ["WConsole.Terminal.Widgets"] = ["WConsole.Terminal.Cells", "WConsole.Terminal.Layout", "WConsole.Terminal.Themes", "WConsole.Terminal.Input"],
        ["WConsole.Terminal.Screen"] = ["WConsole.Terminal.Cells", "WConsole.Terminal.Layout", "WConsole.Terminal.Themes", "WConsole.Terminal.Input"],
        ["WConsole.Settings"] = ["WConsole.Fleet", "WConsole.Terminal.Themes"],
        ["WConsole.Settings.Groups"] = ["WConsole.Fleet", "WConsole.Settings"],
        // Cells only for measuring and cleaning text: batch draws nothing.
        ["WConsole.Cli"] = ["WConsole.Fleet", "WConsole.Settings", "WConsole.Sample", "WConsole.Engine", "WConsole.Terminal.Cells"],
        ["WConsole.Tui"] = ["WConsole.Fleet", "WConsole.Settings", "WConsole.Terminal", "WConsole.Engine"],
        ["WConsole.Sample"] = ["WConsole.Fleet"],
        // The top of the executable wires everything together.
        ["WConsole"] = ["WConsole"],
    };

    [Fact]
    public void Every_file_uses_only_the_namespaces_its_folder_may_know()
    {
        var wrong = new List<string>();
        foreach (var (file, ns, text) in SourceFiles())
        {
            var folder = Arrows.Keys.Where(k => ns == k || ns.StartsWith(k + ".", StringComparison.Ordinal)).OrderByDescending(k => k.Length).FirstOrDefault();
            if (folder is null || (folder == "WConsole" && ns != "WConsole"))
            {
                wrong.Add($"{file}: namespace {ns} has no row in {nameof(ArrowTests)}");
                continue;
            }

            foreach (Match used in OwnNamespace().Matches(text))
            {
                var target = used.Groups[1].Value;
                if (!Within(target, folder) && !Arrows[folder].Any(allowed => Within(target, allowed)))
                {
                    wrong.Add($"{file}: {folder} may not know {target}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));
    }

    [Fact]
    public void Namespaces_equal_folders()
    {
        var wrong = SourceFiles()
            .Where(f => f.Namespace != Path.GetDirectoryName(f.File)!.Replace('\\', '/').Replace('/', '.'))
            .Select(f => $"{f.File}: namespace {f.Namespace}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_fleet_project_knows_no_tasks_outside_its_ports()
    {
        var wrong = SourceFiles()
            .Where(f => f.Namespace.StartsWith("WConsole.Fleet.", StringComparison.Ordinal) && f.Namespace != "WConsole.Fleet.Ports")
            .Where(f => AwaitableName().IsMatch(f.Text))
            .Select(f => f.File);
        Assert.Empty(wrong);
    }

    /// <summary>The repository's root, found from the test assembly's own place.</summary>
    internal static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var dir = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        while (dir is not null && !File.Exists(Path.Combine(dir, "Console.sln")))
        {
            dir = Path.GetDirectoryName(dir);
        }

        return dir ?? throw new InvalidOperationException("Console.sln was not found above the test assembly");
    }

    private static bool Within(string ns, string parent) => ns == parent || ns.StartsWith(parent + ".", StringComparison.Ordinal);

    private static IEnumerable<(string File, string Namespace, string Text)> SourceFiles()
    {
        var src = Path.Combine(Root, "src");
        foreach (var path in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories))
        {
            var file = Path.GetRelativePath(src, path);
            if (file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal))
            {
                continue;
            }

            var text = File.ReadAllText(path);
            var ns = DeclaredNamespace().Match(text);
            if (ns.Success)
            {
                yield return (file, ns.Groups[1].Value, text);
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex DeclaredNamespace();

    // A using directive, or a fully qualified name in code (not in a comment's prose).
    [GeneratedRegex(@"^(?!\s*//).*?\b(?:using (?:static )?|global::)(WConsole(?:\.\w+)+)", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();

    [GeneratedRegex(@"\b(?:Value)?Task(?:<|\s+\w+Async\b|\.)")]
    private static partial Regex AwaitableName();
}
