using System.Diagnostics;
using System.Globalization;
using WConsole.Drivers.Hosts;

namespace WConsole.Bench.Trees;

/// <summary>
/// <c>kill-tree --runs 100</c>: a Python main whose children started processes of their own (a plain one, one in a session of its own with a child, one
/// forked twice with a clean environment) is killed again and again, beside a twin of it and a process of the same name, which must live on.
/// </summary>
internal static class KillTreeBench
{
    private const string Main = """
        import os, subprocess, sys, time
        os.environ['TREE_MARK'] = '1'
        def daemon():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.execvp('sleep', ['sleep', '7118'])
                os._exit(0)
        for slot in range(2):
            if os.fork() == 0:
                subprocess.Popen(['sleep', '7118'])
                subprocess.Popen(['sh', '-c', 'sleep 7118 & sleep 7118'], start_new_session=True)
                daemon()
                time.sleep(7118)
                os._exit(0)
        pass
        time.sleep(7118)
        """;

    // Main, two slots, and per slot: a child, a shell with two, a daemon.
    private const int TreeSize = 13;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args);
        var runs = flags.Number("runs", 100);
        var marks = new TreeMarks(["TREE_MARK"], line => line.Contains("-c") && line.Any(a => a.Contains("TREE_MARK", StringComparison.Ordinal)));
        var proc = new ProcFs();
        var ender = new TreeEnder(proc, TimeProvider.System);
        var (left, touched, missed) = (0, 0, 0);
        var took = new List<double>();
        var looks = new List<double>();
        using var namesake = Process.Start("/bin/sleep", "7118");
        try
        {
            for (var run = 0; run < runs && !token.IsCancellationRequested; run++)
            {
                var (victim, victimMark) = Start();
                var (twin, twinMark) = Start();
                try
                {
                    var mine = await UntilUpAsync(victimMark, token);
                    var others = await UntilUpAsync(twinMark, token);
                    var memory = new TreeMemory(TreeRoot.Read(proc.Scan(), victim.Id, Alive(proc, victim.Id).StartTicks, marks)!, marks, Environment.ProcessId);
                    var cpu = Environment.CpuUsage.TotalTime;
                    var seen = memory.Look(proc.Scan(), []).Processes;
                    looks.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
                    missed += mine.Count(p => seen.All(s => s.Pid != p));
                    var at = Stopwatch.GetTimestamp();
                    await ender.EndAsync(() => memory.Look(proc.Scan(), []).Processes, seen, Limit, token);
                    took.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                    left += Family(victimMark).Count;
                    touched += others.Count - Family(twinMark).Intersect(others).Count() + (namesake.HasExited ? 1 : 0);
                }
                finally
                {
                    End(victimMark);
                    End(twinMark);
                    await victim.WaitForExitAsync(CancellationToken.None);
                    await twin.WaitForExitAsync(CancellationToken.None);
                    victim.Dispose();
                    twin.Dispose();
                }
            }
        }
        finally
        {
            namesake.Kill();
        }

        took.Sort();
        looks.Sort();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{took.Count} runs of {TreeSize} processes: {left} left, {touched} others touched, {missed} not listed before; kill median {took[took.Count / 2]:0} ms, worst {took[^1]:0} ms; one look at {proc.Scan().All.Count} processes median {looks[looks.Count / 2]:0.0} ms of CPU"));
        return left + touched + missed == 0 && took.Count == runs ? 0 : 1;
    }

    // Both have the same parent; told apart by a variable that the finder knows nothing of.
    private static (Process Main, string Mark) Start()
    {
        var mark = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Main]) { RedirectStandardOutput = false };
        start.Environment["BENCH_RUN"] = mark;
        return (Process.Start(start)!, $"BENCH_RUN={mark}");
    }

    private static async Task<IReadOnlyList<int>> UntilUpAsync(string mark, CancellationToken token)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var family = Family(mark);
            if (family.Count == TreeSize && IsWhole())
            {
                return family;
            }

            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(20))
            {
                throw new InvalidOperationException($"only {family.Count} of {TreeSize} processes came up");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
        }

        // A process on its way to be a daemon is gone a moment later by itself: counted by what they run.
        bool IsWhole()
        {
            var scan = new ProcFs().Scan();
            var words = scan.All.Where(e => scan.Environment(e.Pid)?.Contains(mark) == true).Select(e => Path.GetFileName(scan.CommandLine(e.Pid) is [var first, ..] ? first : "")).ToList();
            return words.Count(w => w == "sleep") == 8 && words.Count(w => w == "sh") == 2 && words.Count == TreeSize;
        }
    }

    private static ProcessLook.Alive Alive(ProcFs proc, int pid) => (ProcessLook.Alive)proc.Brief(pid);

    private static List<int> Family(string mark)
    {
        var scan = new ProcFs().Scan();
        return [.. scan.All.Where(e => scan.Environment(e.Pid)?.Contains(mark) == true).Select(e => e.Pid)];
    }

    private static void End(string mark)
    {
        foreach (var pid in Family(mark))
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It ended by itself meanwhile.
            }
        }
    }
}
