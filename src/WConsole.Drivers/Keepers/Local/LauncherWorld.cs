using System.Text;
using WConsole.Drivers.Hosts;
using WConsole.Fleet.Launch;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What a launcher needs from around it.</summary>
/// <param name="Environment">Its own environment, which programs inherit.</param>
/// <param name="Boot">Names the time since this host was started.</param>
/// <param name="Host">This host's name.</param>
/// <param name="Reply">Whether a framework answers for a program; null: nobody can be asked.</param>
internal sealed record LauncherWorld(
    ProcFs Proc, TimeProvider Time, IReadOnlyDictionary<string, string> Environment, string Boot, string Host, Func<Program, CancellationToken, Task<bool?>>? Reply)
{
    private const int MostBoot = 256;

    /// <summary>Renews a program's pool through its framework: null once it is renewed, else why not; null: nobody can be asked.</summary>
    public Func<Program, CancellationToken, Task<string?>>? Renew { get; init; }

    /// <summary>Monotonic since boot: the same for every process of this host.</summary>
    public TimeSpan Now => Time.GetElapsedTime(0);

    public static string ReadBoot() => ProcFile.ReadAll("/proc/sys/kernel/random/boot_id", MostBoot) is { } id ? Encoding.ASCII.GetString(id).Trim() : "";
}
