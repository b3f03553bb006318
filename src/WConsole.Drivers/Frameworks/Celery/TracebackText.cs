using System.Collections.Immutable;
using System.Text;

namespace WConsole.Drivers.Frameworks.Celery;

/// <summary>The dump of one thread: its stack, outermost call first, and its local variables as Python printed them.</summary>
public sealed record ThreadDump(string Thread, ImmutableArray<string> Frames, string Locals);

/// <summary>
/// Reads what USR1 makes a worker write: per thread a name, a rule, the stack, a rule, "LOCAL VARIABLES", a rule and the variables
/// (celery-redis §5.1). Log lines in between are skipped. Text without any dump gives no threads.
/// </summary>
public static class TracebackText
{
    private const string LocalsTitle = "LOCAL VARIABLES";

    public static ImmutableArray<ThreadDump> Parse(string text)
    {
        var lines = text.Split('\n');
        var starts = new List<int>();
        for (var i = 1; i + 1 < lines.Length; i++)
        {
            if (IsRule(lines[i]) && lines[i + 1].StartsWith("  File \"", StringComparison.Ordinal) && lines[i - 1].Trim().Length > 0)
            {
                starts.Add(i);
            }
        }

        return [.. starts.Select((start, n) => One(lines, start, n + 1 < starts.Count ? starts[n + 1] - 1 : lines.Length))];
    }

    /// <summary>The dump for people, threads in order, each under its name; local variables are left out (they hold secrets).</summary>
    public static string Render(ImmutableArray<ThreadDump> threads)
    {
        var text = new StringBuilder();
        foreach (var thread in threads)
        {
            text.Append("Thread ").Append(thread.Thread).Append('\n');
            foreach (var frame in thread.Frames)
            {
                text.Append(frame).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static ThreadDump One(string[] lines, int start, int end)
    {
        var at = start + 1;
        var frames = ImmutableArray.CreateBuilder<string>();
        for (; at < end && !IsRule(lines[at]); at++)
        {
            // Continuation lines of a frame begin with four spaces; anything else is a log line that came between.
            if (lines[at].StartsWith("  ", StringComparison.Ordinal))
            {
                frames.Add(lines[at].TrimEnd());
            }
        }

        var locals = at + 2 < end && lines[at + 1] == LocalsTitle ? string.Join('\n', lines[(at + 3)..end]).TrimEnd() : "";
        return new ThreadDump(lines[start - 1].Trim(), frames.ToImmutable(), locals);
    }

    private static bool IsRule(string line) => line.Length >= 20 && line.All(c => c == '=');
}
