using System.Collections.Immutable;
using WConsole.Cli;
using WConsole.Engine;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Settings;
using KeptProgram = WConsole.Fleet.Launch.Program;

namespace WConsole;

/// <summary>
/// Asks a program's framework whether it answers for it (the launcher's readiness rule <c>reply</c>), or to renew its pool (<c>pool_restart</c> of a watch rule). The broker is the one that the program was given
/// (its <c>-b</c>, its variables), else that of the settings in its directory. Engines are shared by broker and end when nobody waits for them.
/// </summary>
internal sealed class FrameworkReplies(Func<SettingsFlags, string, SettingsInputs> inputs, Func<ClusterSettings, XdgFolders, EngineOpening> open)
{
    private static readonly string[] Variables = ["CELERY_BROKER_URL", "CELERY_BROKER", "WCONSOLE_BROKER", "BROKER_URL"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    // Task runs that are under way finish first; after that a restart is the better way.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(45);
    private static readonly ImmutableArray<Interest> Interests = [Interest.InAll(FactKind.Control, TimeSpan.FromMilliseconds(500))];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shared> _open = new(StringComparer.Ordinal);

    /// <returns>Null when nobody could be asked.</returns>
    public async Task<bool?> AskAsync(KeptProgram program, CancellationToken token)
    {
        if (program.Node is not { } node || Choose(program) is not { } chosen)
        {
            return null;
        }

        var (key, shared) = Take(chosen.Cluster, chosen.Folders);
        if (shared is null)
        {
            return null;
        }

        try
        {
            using var lease = shared.Engine.Declare("readiness", Interests);
            var snapshot = await shared.Engine.WhenAsync(s => Answering(s, node) is not null, Patience, token);
            return snapshot is not null ? true : shared.Engine.Snapshot().Sources.Any(s => s.EverConnected) ? false : null;
        }
        finally
        {
            await GiveBackAsync(key, shared);
        }
    }

    /// <returns>Null once every process of its pool is a new one; else why not, in a few words.</returns>
    public async Task<string?> RenewAsync(KeptProgram program, CancellationToken token)
    {
        if (program.Node is not { } node || Choose(program) is not { } chosen)
        {
            return "its node name or its broker is not known here";
        }

        var (key, shared) = Take(chosen.Cluster, chosen.Folders);
        if (shared is null)
        {
            return "its broker cannot be asked";
        }

        try
        {
            using var lease = shared.Engine.Declare("pool restart", Interests);
            if (await shared.Engine.WhenAsync(s => Answering(s, node) is not null, Patience, token) is not { } seen)
            {
                return "it does not answer";
            }

            var id = shared.Engine.Submit(new FleetAction(ActionId.PoolRestart, [Answering(seen, node)!.Worker.Id], null, null, null, "launcher"))[0];
            var ended = await shared.Engine.WhenAsync(s => s.Actions.Any(r => r.Id == id && (r.Ended || r.Phase == ActionPhase.Late)), Renewal, token);
            return ended?.Actions.FirstOrDefault(r => r.Id == id) is not { } run ? "nothing came of it" : run.Phase == ActionPhase.Done ? null : run.Progress;
        }
        finally
        {
            await GiveBackAsync(key, shared);
        }
    }

    private static WorkerState? Answering(FleetSnapshot snapshot, string node) => snapshot.Workers.Items.FirstOrDefault(w => w.Worker.Name == node && w.Lights.Control == Light.Yes);

    private (ClusterSettings Cluster, XdgFolders Folders)? Choose(KeptProgram program)
    {
        var given = Option(program.Arguments) ?? Variables.Select(v => program.Environment.GetValueOrDefault(v)).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        var all = inputs(new SettingsFlags(given is null ? [] : [given], null, null, null, false), program.WorkingDirectory);
        var settings = SettingsPipeline.Load(all);
        return ClusterChoice.Choose(settings.Settings, all) is ClusterChoice.Chosen chosen ? (chosen.Cluster, XdgFolders.From(all)) : null;
    }

    private static string? Option(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is "-b" or "--broker" && i + 1 < arguments.Count)
            {
                return arguments[i + 1];
            }

            if (arguments[i].StartsWith("--broker=", StringComparison.Ordinal))
            {
                return arguments[i][9..];
            }
        }

        return null;
    }

    private (string Key, Shared? Shared) Take(ClusterSettings cluster, XdgFolders folders)
    {
        var key = string.Join(' ', cluster.Sources.Select(s => s.Url));
        lock (_gate)
        {
            if (!_open.TryGetValue(key, out var shared))
            {
                if (open(cluster, folders).Engine is not { } engine)
                {
                    return (key, null);
                }

                engine.Start();
                _open[key] = shared = new Shared(engine);
            }

            shared.Users++;
            return (key, shared);
        }
    }

    private async Task GiveBackAsync(string key, Shared shared)
    {
        lock (_gate)
        {
            if (--shared.Users > 0)
            {
                return;
            }

            _open.Remove(key);
        }

        await shared.Engine.DisposeAsync();
    }

    private sealed class Shared(FleetEngine engine)
    {
        public FleetEngine Engine => engine;

        public int Users { get; set; }
    }
}
