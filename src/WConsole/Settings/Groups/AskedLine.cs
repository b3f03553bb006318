using System.Collections.Immutable;

namespace WConsole.Settings.Groups;

/// <summary>A group that was asked for → the command line that asks for it, as it can be pasted into a shell. Secret values are not in it.</summary>
public static class AskedLine
{
    /// <param name="save">Whether it is written into the project file.</param>
    public static string Of(AskedGroup asked, bool save = false)
    {
        List<string> words = ["wconsole", "run", "--name", asked.Name];
        if (asked.Celery is { } celery)
        {
            Add("--celery", celery.App);
            Add("--pool", celery.Pool);
            Add("--concurrency", celery.Concurrency);
            Add("--queues", celery.Queues);
            Add("--loglevel", celery.LogLevel);
        }

        Add("--replicas", asked.Replicas == "1" ? null : asked.Replicas);
        Add("--cwd", asked.Cwd);
        foreach (var (name, value) in asked.Env)
        {
            Add("--env", $"{name}={GroupValues.Show(name, value)}");
        }

        if (save)
        {
            words.Add("--save");
        }

        ImmutableArray<string> rest = asked.Celery?.More ?? asked.Command;
        return string.Join(' ', words.Concat(rest.IsEmpty ? [] : rest.Select(GroupValues.MaskUrl).Prepend("--")).Select(GroupValues.Quote));

        void Add(string option, string? value)
        {
            if (value is not null)
            {
                words.AddRange([option, value]);
            }
        }
    }
}
