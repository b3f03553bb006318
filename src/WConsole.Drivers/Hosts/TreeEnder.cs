using System.Collections.Immutable;
using WConsole.Fleet.Model;

namespace WConsole.Drivers.Hosts;

/// <summary>
/// Ends the processes of a tree, pid by pid: first all are stopped, so that none starts another one meanwhile, then all are killed. Identity is checked
/// before each signal; no group and no session is ever signalled.
/// </summary>
internal sealed class TreeEnder(ProcFs proc, TimeProvider time)
{
    private const int MostPasses = 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly SignalSender _signals = new(proc);

    /// <param name="look">The living processes of the tree, looked up anew at each call.</param>
    /// <param name="agreed">What was listed before: ended even if the look no longer finds it.</param>
    public async Task<TreeEnding> EndAsync(Func<ImmutableArray<TreeProcess>> look, ImmutableArray<TreeProcess> agreed, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var met = new Dictionary<(int, long), TreeProcess>();
        var refused = new Dictionary<(int, long), string>();
        Halt([.. agreed.Where(p => proc.IsAlive(p.Pid, p.StartTicks))], met, refused);
        for (var pass = 0; pass < MostPasses && Halt(look(), met, refused); pass++)
        {
        }

        foreach (var process in met.Values)
        {
            Send(process, "KILL", refused);
        }

        var looked = time.GetTimestamp();
        while (true)
        {
            var left = met.Values.Where(p => proc.IsAlive(p.Pid, p.StartTicks)).ToImmutableArray();
            if (time.GetElapsedTime(looked) >= LookAgain || left.IsEmpty)
            {
                // What was being started in the moment it was stopped, or escaped the first looks.
                looked = time.GetTimestamp();
                var more = look().Where(p => met.TryAdd((p.Pid, p.StartTicks), p)).ToList();
                more.ForEach(p => Send(p, "KILL", refused));
                left = [.. left, .. more];
            }

            if (left.IsEmpty || time.GetElapsedTime(begun) >= atMost)
            {
                return new TreeEnding([.. met.Values.Where(p => !left.Any(p.IsSame))], [.. left.Select(p => (p, refused.GetValueOrDefault((p.Pid, p.StartTicks), "KILL was sent, and it still lives")))]);
            }

            await Task.Delay(Step, time, cancellationToken);
        }
    }

    /// <returns>True when one was new.</returns>
    private bool Halt(ImmutableArray<TreeProcess> processes, Dictionary<(int, long), TreeProcess> met, Dictionary<(int, long), string> refused)
    {
        var fresh = processes.Where(p => met.TryAdd((p.Pid, p.StartTicks), p)).ToList();
        fresh.ForEach(p => Send(p, "STOP", refused));
        return fresh.Count > 0;
    }

    private void Send(TreeProcess process, string signal, Dictionary<(int, long), string> refused)
    {
        var outcome = _signals.Send(process.Pid, process.StartTicks, signal);
        if (outcome.Result == SignalResult.Refused)
        {
            refused[(process.Pid, process.StartTicks)] = outcome.Text;
        }
    }
}

/// <summary>What became of a tree.</summary>
/// <param name="Left">Survivors, each with the reason.</param>
internal sealed record TreeEnding(ImmutableArray<TreeProcess> Ended, ImmutableArray<(TreeProcess Process, string Why)> Left);
