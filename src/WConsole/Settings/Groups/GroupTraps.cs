using System.Globalization;

namespace WConsole.Settings.Groups;

/// <summary>What is known to go wrong with commands and rules of each framework (process-managers §6, §7). Told as warnings.</summary>
internal static class GroupTraps
{
    private static readonly string[] SlmAdapters = ["beanstalkd", "doctrine", "sqs", "rabbitmq"];

    /// <summary>Command lines that do not stay, or that lack a word.</summary>
    public static void Command(IReadOnlyList<string> command, string framework, GroupDraft draft, long line)
    {
        var words = Words(command);
        if (framework == "celery" && (words.Contains("multi") || words.Contains("--detach") || words.Contains("-D")))
        {
            draft.Warn(line, "this worker goes into the background, so that its keeper sees it end and starts another", "write celery -A APP worker without multi and --detach");
        }

        var adapter = words.ToList().FindIndex(w => SlmAdapters.Contains(w));
        if (framework == "slmqueue" && adapter > 0 && words[adapter - 1] == "queue" && (adapter + 1 >= words.Count || words[adapter + 1].StartsWith('-')))
        {
            draft.Warn(line, $"'queue {words[adapter]}' names no queue: the worker ends at once and is started for ever", $"write the queue's name behind it: queue {words[adapter]} default");
        }

        if (framework == "slmqueue" && words.Contains("beanstalkd") && !words.Any(w => w.StartsWith("--timeout", StringComparison.Ordinal)))
        {
            draft.Warn(line, "an idle worker that waits without a time limit does not see TERM and is killed at last (nothing is lost by it)", "add --timeout 5");
        }

        if (framework == "huey" && command is ["/bin/sh" or "/bin/bash" or "sh" or "bash", ..])
        {
            draft.Warn(line, "a shell in front of Huey keeps its signals from it", "run huey_consumer itself, or end the script with exec huey_consumer …");
        }
    }

    /// <summary>Celery workers under one name hear each other's orders and answer for each other.</summary>
    /// <param name="many">Whether there is more than one, now.</param>
    public static void NodeName(IReadOnlyList<string> command, string framework, bool many, GroupDraft draft, long line)
    {
        if (framework != "celery")
        {
            return;
        }

        var name = FrameworkGuess.Option(Words(command), "-n", "--hostname");
        if (name is null ? many : many && !name.Contains("${index", StringComparison.Ordinal))
        {
            draft.Warn(line, $"all replicas are one node: {name ?? "celery@HOST"}", "give each a name of its own, here with -n NAME${index}@%h");
        }
    }

    /// <summary>Stop rules that lose tasks.</summary>
    /// <param name="deadline">After which it is killed.</param>
    /// <param name="said">Whether the file names the signal.</param>
    public static void Stop(string framework, string signal, bool said, TimeSpan deadline, IReadOnlyList<string> command, GroupDraft draft, long line, string signalKey, string timeKey)
    {
        if (StopMeaning.IsWarm(framework, signal) == false)
        {
            var warm = StopMeaning.Of(framework).Signal;
            draft.Warn(line, $"{signal}{(said ? "" : ", which is sent when nothing is said,")} interrupts the running tasks of a {framework} worker", $"write {signalKey}{warm}");
        }

        if (TaskLimit(command) is { } limit && limit > deadline)
        {
            draft.Warn(line, $"tasks may take {DurationText.Of(limit)}, but the worker is killed after {DurationText.Of(deadline)}",
                string.Create(CultureInfo.InvariantCulture, $"write {timeKey}{(int)limit.TotalSeconds + 10}"));
        }
    }

    /// <summary>A self-quitting worker that nobody would start again.</summary>
    public static void Restart(string framework, bool always, GroupDraft draft, long line, string remedy)
    {
        if (framework == "slmqueue" && !always)
        {
            draft.Warn(line, "this worker ends by itself with exit code 0 after its maximum of runs, and would stay stopped", remedy);
        }
    }

    /// <summary>The time limit of tasks that a command line sets; null when it sets none.</summary>
    public static TimeSpan? TaskLimit(IReadOnlyList<string> command) =>
        double.TryParse(FrameworkGuess.Option(Words(command), "--time-limit", "--soft-time-limit"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var s) ? TimeSpan.FromSeconds(s) : null;

    private static IReadOnlyList<string> Words(IReadOnlyList<string> command) =>
        command is ["/bin/sh", "-c", var line] ? CommandLineWords.Split(line) ?? [] : command;
}
