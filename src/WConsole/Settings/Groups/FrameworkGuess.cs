using WConsole.Fleet.Launch;

namespace WConsole.Settings.Groups;

/// <summary>Which framework a command line belongs to, as far as it tells.</summary>
internal static class FrameworkGuess
{
    /// <summary>"plain" when nothing gives it away.</summary>
    public static string Of(IReadOnlyList<string> command)
    {
        // A shell line hides its words in one argument.
        var words = command is [_, "-c", var line] ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [.. command];
        var names = words.Select(w => w[(w.LastIndexOf('/') + 1)..]).ToList();
        return names.Contains("celery") && names.Any(n => n is "worker" or "multi") ? "celery"
            : names.Any(n => n == "run_huey" || n.StartsWith("huey_consumer", StringComparison.Ordinal)) ? "huey"
            : names.Contains("faust") && names.Contains("worker") ? "faust"
            : names.Contains("slm-queue:start") || (names.Contains("queue") && names.Any(n => n is "beanstalkd" or "doctrine" or "sqs" or "rabbitmq") && names.Any(n => n.EndsWith("php", StringComparison.Ordinal))) ? "slmqueue"
            : WorkerGroup.Plain.Value;
    }

    /// <summary>The value of an option, as <c>--name value</c>, <c>--name=value</c> or <c>-n value</c>.</summary>
    /// <returns>Null when it is not there.</returns>
    public static string? Option(IReadOnlyList<string> command, params string[] names)
    {
        for (var i = 0; i < command.Count; i++)
        {
            foreach (var name in names)
            {
                if (command[i] == name && i + 1 < command.Count)
                {
                    return command[i + 1];
                }

                if (command[i].StartsWith(name + "=", StringComparison.Ordinal))
                {
                    return command[i][(name.Length + 1)..];
                }
            }
        }

        return null;
    }
}
