using WConsole.Fleet.Launch;
using WConsole.Fleet.Ports;

namespace WConsole.Cli.Launch;

/// <summary>A way to the launcher on which a connection stands already: whoever opens it first gets that one, with the picture that it has.</summary>
internal sealed class OpenDoor(ILauncherDoor door, ILauncherLine line) : ILauncherDoor, IAsyncDisposable
{
    private int _taken;

    /// <summary>For as long as nobody took it.</summary>
    public ILauncherLine Line => line;

    public LauncherSight Look() => door.Look();

    public System.Collections.Immutable.ImmutableArray<string> Left() => door.Left();

    public async Task<LauncherOpening> OpenAsync(bool start, CancellationToken cancellationToken, Task<LaunchRequest?>? first = null) =>
        first is null && Interlocked.Exchange(ref _taken, 1) == 0 ? new LauncherOpening(line, "", "") { Found = line.Picture } : await door.OpenAsync(start, cancellationToken, first);

    public Task<LauncherEnding> EndAsync(TimeSpan? killAfter, TimeSpan quick, CancellationToken cancellationToken) => door.EndAsync(killAfter, quick, cancellationToken);

    public Task<string?> RunAsync(CancellationToken cancellationToken) => door.RunAsync(cancellationToken);

    /// <summary>Ends the connection, unless somebody else has it now.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _taken, 1) == 0)
        {
            await line.DisposeAsync();
        }
    }
}
