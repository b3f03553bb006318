using System.Runtime.Versioning;
using WConsole.Settings;

namespace WConsole.Tests.App.Settings;

[UnsupportedOSPlatform("windows")]
public sealed class SettingsPipelineTests : IDisposable
{
    private readonly SettingsBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Nothing_at_all_gives_the_built_in_settings()
    {
        var outcome = _box.Load();
        Assert.Empty(outcome.Problems);
        Assert.Equal(("dark", true, false), (outcome.Settings.Theme, outcome.Settings.Mouse, outcome.Settings.ReadOnly));
        Assert.Equal([_box.UserFile, _box.ProjectFile], outcome.Files.Select(f => f.Path));
        Assert.All(outcome.Files, f => Assert.Equal("not there", f.Use));
    }

    [Fact]
    public void Each_layer_is_stronger_than_the_one_before()
    {
        var config = Path.Combine(_box.Work, "other.yaml");
        Assert.Equal("dark", _box.Load().Settings.Theme);
        SettingsBox.Write(_box.UserFile, "theme: user\n");
        Assert.Equal("user", _box.Load().Settings.Theme);
        SettingsBox.Write(_box.ProjectFile, "theme: project\n");
        Assert.Equal("project", _box.Load().Settings.Theme);
        SettingsBox.Write(config, "theme: config\n");
        _box.Flags = new SettingsFlags([], Config: "other.yaml");
        Assert.Equal("config", _box.Load().Settings.Theme);
        _box.Environment["WCONSOLE_THEME"] = "variable";
        Assert.Equal("variable", _box.Load().Settings.Theme);
        _box.Flags = _box.Flags with { Theme = "flag" };
        Assert.Equal("flag", _box.Load().Settings.Theme);
    }

    [Fact]
    public void Clusters_of_all_files_count_and_a_stronger_one_replaces_its_namesake_whole()
    {
        SettingsBox.Write(_box.UserFile, "clusters:\n  shop: { environment: production, sources: [{ redis: 'redis://a/0' }] }\n  mail: { sources: [{ redis: 'redis://b/0' }] }\n");
        SettingsBox.Write(_box.ProjectFile, "clusters:\n  shop: { sources: [{ redis: 'redis://c/0' }] }\n");
        var shop = Assert.Single(_box.Load().Settings.Clusters, c => c.Name == "shop");
        Assert.Equal(("development", "redis://c:6379/0"), (shop.Environment, shop.Sources[0].Masked));
        Assert.Equal(2, _box.Load().Settings.Clusters.Length);
    }

    [Fact]
    public void The_sample_of_the_design_is_read_whole()
    {
        SettingsBox.Write(_box.UserFile, """
            clusters:
              shop:
                environment: production          # default: development
                readonly: false
                sources:
                  - redis: rediss://ops@redis.example:6380/0
                    password_file: redis-password
                    celery: { key_prefix: "", control_exchange: celery, event_exchange: celeryev, fanout_patterns: false, queues: [mail] }
                    tls: { ca: /etc/ca.pem, check_hostname: false }
            groups:                              # what the launcher runs
              mail:
                celery: { app: shop, queues: [mail], concurrency: 2 }
                replicas: 3
              tick:
                command: ./tick.sh --port ${port}
                replicas: 20
                stop: { signal: TERM, deadline: 15s, kill_after: 30s }
                restart: { policy: unexpected, startsecs: 1, startretries: 4 }
                ready: { log: "ready" }
                depends_on: [mail]
            """);
        var outcome = _box.Load();
        Assert.Empty(outcome.Problems);
        var shop = Assert.Single(outcome.Settings.Clusters);
        var source = Assert.Single(shop.Sources);
        Assert.True(shop.IsProduction);
        Assert.Equal("rediss://ops@redis.example:6380/0", source.Masked);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(_box.UserFile)!, "redis-password"), source.PasswordFile);
        Assert.Equal(("", "celery", false), (source.Celery.KeyPrefix, source.Celery.ControlExchange, source.Celery.FanoutPatterns));
        Assert.Equal(new TlsFiles("/etc/ca.pem", null, null, false), source.Tls);
        Assert.Equal(["mail", "tick"], outcome.Settings.Groups);
    }

    [Theory]
    [InlineData("clusters:\n  a:\n    sources:\n      - redis: redis://x/0\n        pasword_file: y\n", 5, "pasword_file", "did you mean 'password_file'?")]
    [InlineData("clustrs: {}\n", 1, "clustrs", "did you mean 'clusters'?")]
    [InlineData("mouse: maybe\n", 1, "true or false", "mouse: true")]
    [InlineData("clusters:\n  a:\n    sources: []\n", 3, "no source", "redis: redis://")]
    [InlineData("clusters:\n  a:\n    sources:\n      - redis: http://x\n", 4, "http", "redis://")]
    [InlineData("clusters:\n  a:\n    sources:\n      - kafka: kafka://x\n", 4, "kafka", "take the entry out")]
    [InlineData("clusters:\n  a:\n    sources:\n      - redis: redis://x/0\n        tls: { ca: y }\n", 5, "encrypted", "rediss://")]
    [InlineData("a: [\n", 2, "no YAML", "config check")]
    [InlineData("theme: dark\ntheme: light\n", 2, "no YAML", "config check")]
    [InlineData("- a\n", 1, "holds keys", "clusters:")]
    public void What_is_wrong_is_told_with_file_line_and_remedy(string text, long line, string what, string remedy)
    {
        SettingsBox.Write(_box.UserFile, text);
        var problem = _box.Load().Problems[0];
        Assert.Equal((_box.UserFile, line), (problem.Origin, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.StartsWith($"{_box.UserFile}:{line}: ", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_file_that_everybody_may_write_is_ignored_with_a_warning()
    {
        SettingsBox.Write(_box.ProjectFile, "theme: evil\n");
        Assert.Equal("evil", _box.Load().Settings.Theme);
        File.SetUnixFileMode(_box.ProjectFile, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        var outcome = _box.Load();
        Assert.Equal("dark", outcome.Settings.Theme);
        Assert.Contains("everybody may write", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Contains(outcome.Files, f => f.Path == _box.ProjectFile && f.Use.StartsWith("ignored", StringComparison.Ordinal));
    }

    [Fact]
    public void A_settings_file_that_is_asked_for_must_exist()
    {
        _box.Flags = new SettingsFlags([], Config: "nowhere.yaml");
        Assert.Contains("no such file", Assert.Single(_box.Load().Problems).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_no_truth_is_a_problem_that_names_it()
    {
        _box.Environment["WCONSOLE_READONLY"] = "perhaps";
        Assert.Equal("WCONSOLE_READONLY", Assert.Single(_box.Load().Problems).Origin);
    }

    [Fact]
    public void No_layer_takes_back_what_another_one_protects()
    {
        SettingsBox.Write(_box.UserFile, "readonly: true\n");
        _box.Environment["WCONSOLE_READONLY"] = "false";
        Assert.True(_box.Load().Settings.ReadOnly);
    }

    [Fact]
    public void The_state_folder_is_this_users_alone()
    {
        var folders = XdgFolders.From(_box.Inputs);
        Directory.CreateDirectory(folders.State);
        Assert.Null(folders.MakeState());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folders.State));
        Assert.Equal(Path.Combine(_box.Home, ".local/state/wconsole"), folders.State);
    }
}
