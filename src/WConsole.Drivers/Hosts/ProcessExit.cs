namespace WConsole.Drivers.Hosts;

/// <summary>Waits for one proven process to end.</summary>
public sealed class ProcessExit(ProcFs proc, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>True as soon as it is gone (a zombie is gone); false when it still lives after <paramref name="atMost"/>.</summary>
    public async Task<bool> WaitAsync(int pid, long startTicks, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (proc.IsAlive(pid, startTicks))
        {
            if (time.GetElapsedTime(begun) >= atMost)
            {
                return false;
            }

            await Task.Delay(Step, time, cancellationToken);
        }

        return true;
    }
}
