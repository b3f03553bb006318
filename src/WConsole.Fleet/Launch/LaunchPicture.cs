using System.Collections.Immutable;

namespace WConsole.Fleet.Launch;

/// <summary>What a client knows of its launcher at one moment.</summary>
/// <param name="Version">Grows with every message.</param>
/// <param name="At">Monotonic since boot.</param>
/// <param name="Programs">By group, then number.</param>
/// <param name="News">What the launcher has to tell, oldest first, each with its time; bounded.</param>
/// <param name="Ended">The connection is at its end: the launcher ended, or closed it.</param>
public sealed record LaunchPicture(long Version, TimeSpan At, int LauncherPid, ImmutableArray<ProgramStatus> Programs, ImmutableArray<string> News, bool Ended)
{
    private const int NewsKept = 200;

    public static LaunchPicture Nothing { get; } = new(0, default, 0, [], [], false);

    public ProgramStatus? Find(string id) => Programs.FirstOrDefault(p => p.Id == id);

    /// <summary>Takes a message of the launcher in.</summary>
    public LaunchPicture With(LaunchReply.Programs message)
    {
        var kept = message.Whole ? [] : Programs.Where(p => !message.Gone.Contains(p.Id) && !message.Items.Any(i => i.Id == p.Id));
        var news = message.Whole ? message.News : [.. News, .. message.News];
        return new LaunchPicture(
            Version + 1, message.At, message.LauncherPid, [.. kept.Concat(message.Items).OrderBy(p => p.Group, StringComparer.Ordinal).ThenBy(p => p.Index)],
            news.Length > NewsKept ? [.. news.TakeLast(NewsKept)] : news, false);
    }
}
