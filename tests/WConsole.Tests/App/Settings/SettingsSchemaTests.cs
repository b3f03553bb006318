using System.Text.Json;
using WConsole.Tui;

namespace WConsole.Tests.App.Settings;

/// <summary>The schema for editors says what the reader takes.</summary>
public sealed class SettingsSchemaTests
{
    private const string Everything = """
        clusters:
          shop:
            environment: production
            readonly: false
            launcher: false
            sources:
              - name: main
                redis: rediss://x/0
                password_env: PW
                tls: { ca: a, cert: b, key: c, check_hostname: true }
                celery: { key_prefix: p, control_exchange: c, event_exchange: e, fanout_prefix: f, fanout_patterns: true, queues: [q] }
              - { name: other, redis: 'redis://y/0', password_file: pw }
        cluster: shop
        theme: dark
        mouse: true
        readonly: false
        keys: { stop: W, ping: [Q, f6] }
        views: { workers: { columns: [name, state], sort: name, descending: true } }
        favourites: { 1: mail, 2: { filter: 'waiting>1', view: queues, name: full } }
        groups: { mail: { command: run } }

        """;

    [Fact]
    public void The_file_in_docs_is_what_the_program_says()
    {
        var path = Path.Combine(ArrowTests.Root, "docs/schema/wconsole.schema.json");
        if (Environment.GetEnvironmentVariable("WCONSOLE_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, SettingsSchema.Text());
        }

        Assert.Equal(SettingsSchema.Text(), File.ReadAllText(path));
    }

    [Fact]
    public void Whatever_the_schema_offers_the_reader_takes_and_nothing_else()
    {
        using var box = new SettingsBox();
        SettingsBox.Write(box.UserFile, Everything);
        Assert.Empty(box.Load().Problems);
        using var schema = JsonDocument.Parse(SettingsSchema.Text());
        var offered = Names(schema.RootElement).Where(n => SettingsSchema.Meanings.ContainsKey(n)).Distinct().ToList();
        Assert.Equal(SettingsSchema.Meanings.Keys.Order(), offered.Order());
        foreach (var word in offered)
        {
            Assert.Contains($"{word}:", Everything, StringComparison.Ordinal);
            SettingsBox.Write(box.UserFile, Everything.Replace($"{word}:", $"{word}_x:", StringComparison.Ordinal));
            Assert.NotEmpty(box.Load().Problems);
        }
    }

    [Fact]
    public void Tables_columns_and_keys_are_offered_by_name()
    {
        using var schema = JsonDocument.Parse(SettingsSchema.Text());
        var properties = schema.RootElement.GetProperty("properties");
        var columns = properties.GetProperty("views").GetProperty("properties").GetProperty("workers").GetProperty("properties").GetProperty("sort").GetProperty("enum");
        Assert.Contains("busy", columns.EnumerateArray().Select(c => c.GetString()));
        Assert.True(properties.GetProperty("keys").GetProperty("properties").TryGetProperty("stop-cold", out _));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => (p.Name == "properties" ? p.Value.EnumerateObject().Select(c => c.Name) : []).Concat(Names(p.Value))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
