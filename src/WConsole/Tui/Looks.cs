using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Terminal.Themes;

namespace WConsole.Tui;

/// <summary>From what things mean to the theme's roles.</summary>
internal static class Looks
{
    public static Role Of(Tone tone) => tone switch
    {
        Tone.Plain => Role.Text,
        Tone.Good => Role.Ok,
        Tone.Warn => Role.Warn,
        Tone.Bad => Role.Error,
        Tone.Lost => Role.Lost,
        Tone.Muted => Role.Muted,
        Tone.Accent => Role.Accent,
        Tone.Starting => Role.Starting,
        Tone.Draining => Role.Draining,
        Tone.Stopping => Role.Stopping,
        Tone.Stopped => Role.Stopped,
        Tone.Stale => Role.Stale,
    };

    public static Role Of(Health health) => health switch
    {
        Health.Starting => Role.Starting,
        Health.Ready => Role.Ok,
        Health.Busy => Role.Busy,
        Health.Deaf => Role.Deaf,
        Health.Mute => Role.Mute,
        Health.Catatonic => Role.Error,
        Health.Draining => Role.Draining,
        Health.Stopping => Role.Stopping,
        Health.Waiting => Role.Waiting,
        Health.Late => Role.Late,
        Health.Lost => Role.Lost,
        Health.Stopped => Role.Stopped,
        Health.Failed => Role.Failed,
    };

    /// <summary>A worker's row: its health's own role, but an old picture and an alarm go before.</summary>
    public static Role Of(WorkerState worker) =>
        worker.Stale is not null ? Role.Stale
        : worker.Alarms.Length > 0 && worker.Health.Health is (Health.Ready or Health.Busy) ? Role.Warn
        : Of(worker.Health.Health);

    public static Role Of(Light light) => light switch { Light.Yes => Role.Ok, Light.No => Role.Error, Light.Unknown => Role.Muted };
}
