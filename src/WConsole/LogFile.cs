namespace WConsole;

/// <summary>The program's own log, for bugs and odd happenings: a file, since the screen belongs to the fleet. Any thread; never fails.</summary>
internal sealed class LogFile(string folder, Func<string, string> mask)
{
    private const long MostBytes = 1 << 20;

    private readonly Lock _gate = new();

    public void Write(string line)
    {
        lock (_gate)
        {
            try
            {
                var path = Path.Combine(folder, "wconsole.log");
                if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
                {
                    File.Move(path, path + ".1", overwrite: true);
                }

                File.AppendAllText(path, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {mask(line).ReplaceLineEndings(" | ")}\n");
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
                // A log that cannot be written must not stop what it tells about.
            }
        }
    }
}
