using System.Text.Json;
using WConsole.Fleet.Actions;
using WConsole.Settings.Groups;

namespace WConsole.Tui;

/// <summary>The part of the schema that is about one group of the launcher.</summary>
internal static class GroupsSchema
{
    // By place and word, since a word may mean different things at different places. A word without a line here fails the test.
    internal static readonly Dictionary<string, string> Meanings = new()
    {
        ["group.command"] = "What to run: one line, or a list of program and arguments. ${name} ${index} ${port} ${data} ${host} are filled in for each replica.",
        ["group.celery"] = "A Celery worker in short.",
        ["group.framework"] = "Whose signals it understands; guessed from the command when not said.",
        ["group.replicas"] = "How many; default 1.",
        ["group.env"] = "Variables, on top of the launcher's own.",
        ["group.env_file"] = "Files of NAME=value lines, read again at each start; env: wins.",
        ["group.secrets"] = "Variables whose values are never shown, besides those that sound like it.",
        ["group.cwd"] = "Where it runs, relative to this file; default: this file's folder.",
        ["group.user"] = "Who it runs as; only root may say another. Its data directory is then below /var/lib/wconsole.",
        ["group.port"] = "${port} of the first replica, the next ones count up; default: any free one.",
        ["group.restart"] = "When it is started again after it ended by itself.",
        ["group.stop"] = "How it is asked to end.",
        ["group.ready"] = "When it may be called ready.",
        ["group.depends_on"] = "Groups that must be ready first.",
        ["group.watch"] = "Files whose change restarts it warmly.",
        ["celery.app"] = "The application, as after celery -A.",
        ["celery.program"] = "What celery is called here; default celery.",
        ["celery.loglevel"] = "Default info.",
        ["celery.concurrency"] = "Slots of the pool; default as the application says, else one for each CPU.",
        ["celery.pool"] = "Default prefork.",
        ["celery.queues"] = "Queues to take from; default those of the application.",
        ["celery.soft_time_limit"] = "After this a task is told to end.",
        ["celery.time_limit"] = "After this a task is ended; the stop deadline follows it.",
        ["celery.max_tasks_per_child"] = "A pool process is replaced after so many tasks.",
        ["celery.max_memory_per_child"] = "A pool process is replaced above so many KiB.",
        ["celery.statedb"] = "Where revoked tasks are remembered: true for a file of each replica's own, or a path with ${index}.",
        ["celery.include"] = "Modules to import as well.",
        ["celery.events"] = "Whether task events are sent; default true.",
        ["celery.args"] = "Anything else for the command line.",
        ["restart.policy"] = "always (default), unexpected (exit codes not listed, signals), never.",
        ["restart.startsecs"] = "It must live this long for a start to count; default 1s, for a known framework 5s.",
        ["restart.startretries"] = "Tries after the first failed start, then FATAL; default 4.",
        ["restart.exitcodes"] = "What unexpected expects; default 0.",
        ["restart.first_pause"] = "Before the first retry, doubled for each further one; default 1s.",
        ["restart.longest_pause"] = "No pause grows beyond this; default 1m.",
        ["stop.signal"] = "The warm one; default the framework's, else TERM.",
        ["stop.deadline"] = "How long it may take, then the next step is offered; default 10s, for a known framework 1m or its task time limit.",
        ["stop.kill_after"] = "The whole tree is killed this long after the ask, or never; default 20s, for a known framework never.",
        ["ready.log"] = "Once a line of its log matches this pattern.",
        ["ready.http"] = "Once a GET of this URL is answered well.",
        ["ready.tcp"] = "Once this port (or HOST:PORT) takes connections.",
        ["ready.notify"] = "Once it sends READY=1 to NOTIFY_SOCKET.",
        ["ready.reply"] = "Once its framework answers for it (the short form's default).",
        ["ready.within"] = "Told as not ready after this; nothing is killed. Default 1m.",
        ["watch.paths"] = "Globs below cwd; ** means any depth, ! takes out again.",
        ["watch.backend"] = "How changes are noticed; default auto.",
        ["watch.debounce"] = "Quiet time before anything is done; default 500ms.",
        ["watch.pool_restart"] = "Celery: renew the pool instead of restarting the worker (needs worker_pool_restarts, else it is restarted). Modules of include and imports are loaded again; the module of the app and functions of registered tasks are not.",
        ["watch.force"] = "Watch in production too.",
    };

    public static void Group(Utf8JsonWriter json) => Members(json, "group", GroupWords.Group, GroupKey);

    private static void GroupKey(Utf8JsonWriter json, string word)
    {
        switch (word)
        {
            case "command" or "env_file" or "secrets" or "depends_on":
                SettingsSchema.OneOrMany(json);
                break;
            case "celery":
                Members(json, "celery", GroupWords.Celery, CeleryKey);
                break;
            case "replicas":
                Whole(json, 0, GroupChecks.MostReplicas);
                break;
            case "port":
                Whole(json, 1, 65535);
                break;
            case "env":
                json.WriteString("type", "object");
                SettingsSchema.Nested(json, "additionalProperties", () => Types(json, "string", "number", "boolean"));
                break;
            case "restart":
                WordOr(json, GroupWords.Policies, "restart", GroupWords.Restart, RestartKey);
                break;
            case "stop":
                SettingsSchema.TextOr(json, () => Members(json, "stop", GroupWords.Stop, StopKey));
                break;
            case "ready":
                WordOr(json, ["startsecs", "reply", "notify"], "ready", GroupWords.Ready, ReadyKey);
                break;
            case "watch":
                ListOr(json, () => Members(json, "watch", GroupWords.Watch, WatchKey));
                break;
            default:
                json.WriteString("type", "string");
                break;
        }
    }

    private static void CeleryKey(Utf8JsonWriter json, string word)
    {
        switch (word)
        {
            case "program" or "queues" or "include" or "args":
                SettingsSchema.OneOrMany(json);
                break;
            case "loglevel":
                SettingsSchema.OneOf(json, GroupWords.LogLevels);
                break;
            case "pool":
                SettingsSchema.OneOf(json, GroupWords.Pools);
                break;
            case "concurrency" or "max_tasks_per_child" or "max_memory_per_child":
                Whole(json, 1, int.MaxValue);
                break;
            case "events":
                SettingsSchema.Flag(json);
                break;
            case "statedb":
                Types(json, "string", "boolean");
                break;
            case "soft_time_limit" or "time_limit":
                Types(json, "string", "number");
                break;
            default:
                json.WriteString("type", "string");
                break;
        }
    }

    private static void RestartKey(Utf8JsonWriter json, string word)
    {
        switch (word)
        {
            case "policy":
                SettingsSchema.OneOf(json, GroupWords.Policies);
                break;
            case "startretries":
                Whole(json, 0, 1000);
                break;
            case "exitcodes":
                json.WriteString("type", "array");
                SettingsSchema.Nested(json, "items", () => Whole(json, 0, 255));
                break;
            default:
                Types(json, "string", "number");
                break;
        }
    }

    private static void StopKey(Utf8JsonWriter json, string word)
    {
        if (word == "signal")
        {
            SettingsSchema.OneOf(json, SignalNames.All.Select(s => s.Name));
        }
        else
        {
            Types(json, "string", "number");
        }
    }

    private static void ReadyKey(Utf8JsonWriter json, string word)
    {
        if (word is "notify" or "reply")
        {
            SettingsSchema.Flag(json);
        }
        else
        {
            Types(json, "string", "number");
        }
    }

    private static void WatchKey(Utf8JsonWriter json, string word)
    {
        switch (word)
        {
            case "paths":
                SettingsSchema.OneOrMany(json);
                break;
            case "backend":
                SettingsSchema.OneOf(json, GroupWords.Backends);
                break;
            case "debounce":
                Types(json, "string", "number");
                break;
            default:
                SettingsSchema.Flag(json);
                break;
        }
    }

    private static void Members(Utf8JsonWriter json, string place, string[] words, Action<Utf8JsonWriter, string> shape)
    {
        json.WriteString("type", "object");
        SettingsSchema.Properties(json, words, word =>
        {
            json.WriteString("description", Meanings[$"{place}.{word}"]);
            shape(json, word);
        });
    }

    private static void WordOr(Utf8JsonWriter json, string[] allowed, string place, string[] words, Action<Utf8JsonWriter, string> shape) =>
        AnyOf(json, () => SettingsSchema.OneOf(json, allowed), () => Members(json, place, words, shape));

    private static void ListOr(Utf8JsonWriter json, Action other) => AnyOf(json, () => SettingsSchema.OneOrMany(json), other);

    private static void AnyOf(Utf8JsonWriter json, params Action[] shapes)
    {
        json.WriteStartArray("anyOf");
        foreach (var shape in shapes)
        {
            json.WriteStartObject();
            shape();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Whole(Utf8JsonWriter json, int least, int most)
    {
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", least);
        json.WriteNumber("maximum", most);
    }

    private static void Types(Utf8JsonWriter json, params string[] types)
    {
        json.WriteStartArray("type");
        foreach (var type in types)
        {
            json.WriteStringValue(type);
        }

        json.WriteEndArray();
    }
}
