using System.Text;
using System.Text.Json;
using WConsole.Settings;
using WConsole.Tui.Keys;

namespace WConsole.Tui;

/// <summary>docs/schema/wconsole.schema.json, made from the reader's own words, so that editors know what the program knows.</summary>
internal static class SettingsSchema
{
    // What each word means, for whoever types it. A word without a line here fails the test.
    internal static readonly Dictionary<string, string> Meanings = new()
    {
        ["clusters"] = "Named sets of sources.",
        ["cluster"] = "The cluster to take when none is asked for.",
        ["theme"] = "The look of the screen: a theme's name, or auto.",
        ["mouse"] = "Whether the wheel and clicks are taken.",
        ["readonly"] = "Refuse everything that acts.",
        ["launcher"] = "Whether the launcher of the default state directory is looked at, too, while it lives on this host: it may keep workers of the cluster (true).",
        ["keys"] = "Other keys for actions and commands of the screen.",
        ["views"] = "Columns and order of tables.",
        ["favourites"] = "Views with a filter, on the digits 1 to 9.",
        ["groups"] = "What the launcher runs.",
        ["environment"] = "production makes lossy actions ask for the cluster's name.",
        ["sources"] = "Where workers are seen.",
        ["name"] = "What it is called.",
        ["redis"] = "Broker URL: redis://, rediss:// or redis+socket://.",
        ["password_file"] = "A file whose first line is the password.",
        ["password_env"] = "The environment variable that holds the password.",
        ["celery"] = "What the workers were told beside the broker's URL.",
        ["tls"] = "Certificates of an encrypted connection.",
        ["key_prefix"] = "Celery's global_keyprefix.",
        ["control_exchange"] = "Celery's control_exchange.",
        ["event_exchange"] = "Celery's event_exchange.",
        ["fanout_prefix"] = "Celery's fanout_prefix, with {db} for the database number.",
        ["fanout_patterns"] = "Celery's fanout_patterns.",
        ["queues"] = "Queues to watch besides those that workers name.",
        ["ca"] = "The authority's certificate (PEM).",
        ["cert"] = "The client's certificate (PEM).",
        ["key"] = "The client certificate's key (PEM).",
        ["check_hostname"] = "Whether the server's name is checked.",
        ["columns"] = "Columns in the order they are shown.",
        ["sort"] = "The column that rows are sorted by at first.",
        ["descending"] = "Whether the order is turned round.",
        ["filter"] = "As typed after / on the screen.",
        ["view"] = "The table it opens.",
    };

    public static string Text()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "wconsole settings and project file");
            Members(json, SettingsWords.Root, Root);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void Root(Utf8JsonWriter json, string word)
    {
        switch (word)
        {
            case "clusters":
                json.WriteString("type", "object");
                Nested(json, "additionalProperties", () => Members(json, SettingsWords.Cluster, Cluster));
                break;
            case "mouse" or "readonly":
                Flag(json);
                break;
            case "keys":
                json.WriteString("type", "object");
                Properties(json, KeyMap.Names, name => OneOrMany(json));
                break;
            case "views":
                json.WriteString("type", "object");
                Properties(json, ViewTable.Tables, name => Members(json, SettingsWords.View, (j, w) => View(j, w, ViewTable.Table(name)!.Columns)));
                break;
            case "favourites":
                json.WriteString("type", "object");
                Properties(json, Enumerable.Range(1, 9).Select(n => $"{n}"), _ => TextOr(json, () => Members(json, SettingsWords.Favourite, Favourite)));
                break;
            case "groups":
                json.WriteString("type", "object");
                Nested(json, "additionalProperties", () => GroupsSchema.Group(json));
                break;
            default:
                json.WriteString("type", "string");
                break;
        }
    }

    private static void Cluster(Utf8JsonWriter json, string word)
    {
        if (word == "sources")
        {
            json.WriteString("type", "array");
            json.WriteNumber("minItems", 1);
            Nested(json, "items", () => Members(json, SettingsWords.Source, Source));
        }
        else if (word is "readonly" or "launcher")
        {
            Flag(json);
        }
        else
        {
            json.WriteString("type", "string");
        }
    }

    private static void Source(Utf8JsonWriter json, string word)
    {
        switch (word)
        {
            case "celery":
                Members(json, SettingsWords.Celery, Celery);
                break;
            case "tls":
                Members(json, SettingsWords.Tls, Tls);
                break;
            default:
                json.WriteString("type", "string");
                break;
        }
    }

    private static void Celery(Utf8JsonWriter json, string word)
    {
        if (word == "queues")
        {
            OneOrMany(json);
        }
        else if (word == "fanout_patterns")
        {
            Flag(json);
        }
        else
        {
            json.WriteString("type", "string");
        }
    }

    private static void Tls(Utf8JsonWriter json, string word)
    {
        if (word == "check_hostname")
        {
            Flag(json);
        }
        else
        {
            json.WriteString("type", "string");
        }
    }

    private static void View(Utf8JsonWriter json, string word, IEnumerable<string> columns)
    {
        switch (word)
        {
            case "columns":
                json.WriteString("type", "array");
                json.WriteBoolean("uniqueItems", true);
                Nested(json, "items", () => OneOf(json, columns));
                break;
            case "sort":
                OneOf(json, columns);
                break;
            default:
                Flag(json);
                break;
        }
    }

    private static void Favourite(Utf8JsonWriter json, string word)
    {
        if (word == "view")
        {
            OneOf(json, ViewTable.Tables);
        }
        else
        {
            json.WriteString("type", "string");
        }
    }

    // An object with these members and no others, each with its meaning.
    private static void Members(Utf8JsonWriter json, string[] words, Action<Utf8JsonWriter, string> shape)
    {
        json.WriteString("type", "object");
        Properties(json, words, word =>
        {
            json.WriteString("description", Meanings[word]);
            shape(json, word);
        });
    }

    internal static void Properties(Utf8JsonWriter json, IEnumerable<string> names, Action<string> shape)
    {
        json.WriteBoolean("additionalProperties", false);
        Nested(json, "properties", () =>
        {
            foreach (var name in names)
            {
                Nested(json, name, () => shape(name));
            }
        });
    }

    internal static void Nested(Utf8JsonWriter json, string name, Action inside)
    {
        json.WriteStartObject(name);
        inside();
        json.WriteEndObject();
    }

    internal static void Flag(Utf8JsonWriter json) => json.WriteString("type", "boolean");

    internal static void OneOf(Utf8JsonWriter json, IEnumerable<string> words)
    {
        json.WriteStartArray("enum");
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    }

    internal static void OneOrMany(Utf8JsonWriter json) => TextOr(json, () =>
    {
        json.WriteString("type", "array");
        Nested(json, "items", () => json.WriteString("type", "string"));
    });

    internal static void TextOr(Utf8JsonWriter json, Action other)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteEndObject();
        json.WriteStartObject();
        other();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
