using System.Collections.Immutable;
using System.Globalization;

namespace WConsole.Drivers.Keepers.Local;

/// <summary>What the launcher itself has to tell: kept for whoever comes, and written to its log. Only the launcher's loop uses it.</summary>
internal sealed class LauncherNews(string log, TimeProvider time, int most)
{
    private const long MostBytes = 1024 * 1024;

    private readonly List<string> _lines = [];
    private int _dropped;

    /// <summary>How many there ever were.</summary>
    public int Count => _dropped + _lines.Count;

    public ImmutableArray<string> All => [.. _lines];

    public ImmutableArray<string> Since(int count) => [.. _lines.Skip(Math.Max(0, count - _dropped))];

    public void Tell(string line)
    {
        var stamp = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        _lines.Add($"{stamp} {line}");
        if (_lines.Count > most)
        {
            _lines.RemoveAt(0);
            _dropped++;
        }

        try
        {
            if (LogBook.Length(log) > MostBytes)
            {
                File.Move(log, log + ".1", overwrite: true);
            }

            File.AppendAllText(log, $"{stamp} {line.ReplaceLineEndings(" | ")}\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full disk must not stop what it is told about.
        }
    }
}
