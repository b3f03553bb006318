using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>
/// Has pools renewed by their framework where a watch rule wants that: the main process stays. What cannot be renewed is told and restarted warmly, so that
/// changed files are taken up in any case. Only the launcher's loop uses it.
/// </summary>
internal sealed class PoolRenewals(Func<Program, CancellationToken, Task<string?>>? renew, LaunchCore core, Inbox inbox, Action<string> tell) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    // Whether files have changed once more meanwhile.
    private readonly Dictionary<string, bool> _underWay = new(StringComparer.Ordinal);

    public void Begin(KeptProgram kept)
    {
        if (renew is null)
        {
            End(kept.Id, kept.State.Run, "no framework can be asked here");
        }
        else if (_underWay.ContainsKey(kept.Id))
        {
            _underWay[kept.Id] = true;
        }
        else
        {
            _underWay[kept.Id] = false;
            _ = RunAsync(renew, kept.Program, kept.State.Run);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync(Func<Program, CancellationToken, Task<string?>> ask, Program program, int run)
    {
        string? why;
        try
        {
            why = await ask(program, _stop.Token);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // Whatever a framework's driver meets: the restart takes the files up.
            why = e.Message;
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        inbox.Put(() => End(program.Id, run, why));
    }

    private void End(string id, int run, string? why)
    {
        _underWay.Remove(id, out var again);
        if (!core.State.Programs.TryGetValue(id, out var kept) || kept.State.Run != run || kept.State.Phase is not (ProgramPhase.Running or ProgramPhase.Starting))
        {
            // It ended meanwhile: its next start has the files as they are.
            return;
        }

        if (why is not null)
        {
            tell($"{id}: its pool was not renewed ({why}): warm restart");
            core.Apply(new LaunchEvent.Restart([id]));
            return;
        }

        tell($"{id}: its pool is renewed, the main process stays");
        if (again)
        {
            Begin(kept);
        }
    }
}
