using WConsole.Terminal.Cells;

namespace WConsole.Terminal.Screen;

/// <summary>A program on the full screen. Every member is called on the loop's thread only, and none may block.</summary>
public interface IUiApp
{
    /// <summary>Takes one event. True when the picture may have changed by it; a frame follows then, at most 20 a second.</summary>
    bool Handle(UiEvent @event, IUiHost host);

    /// <summary>Paints the whole picture, beginning with <see cref="Canvas.Clear"/>.</summary>
    void Draw(Canvas canvas);

    /// <summary>The time left until <see cref="UiEvent.Ticked"/> is wanted, asked before each sleep; null: no timer.</summary>
    TimeSpan? NextTick { get; }

    /// <summary>Set when the program is finished.</summary>
    int? ExitCode { get; }
}
