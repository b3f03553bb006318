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
    /// <summary>Renews a program's pool through its framework: null once it is renewed, else why not; null: nobody can be asked.</summary>
    public Func<Program, CancellationToken, Task<string?>>? Renew { get; init; }

    /// <summary>Monotonic since boot: the same for every process of this host.</summary>
    public TimeSpan Now => Time.GetElapsedTime(0);

    public static string ReadBoot()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
