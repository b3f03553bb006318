using WConsole.Drivers.Frameworks.Celery;
using WConsole.Fleet.Actions;
using WConsole.Fleet.State;
using WConsole.Settings;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Screen;
using WConsole.Terminal.Themes;
using WConsole.Tui;

namespace WConsole;

/// <summary>
/// Goes once through what the first frame will need, on a second thread, while the first one reads the command line and the settings: most of the start is
/// the runtime loading code and types that are met for the first time. Nothing is kept, so nothing depends on it. Batch has no use for it: measured.
/// </summary>
internal static class Rehearsal
{
    public static void Begin()
    {
        if (Environment.ProcessorCount < 2)
        {
            // It would only come before what is wanted.
            return;
        }

        new Thread(Run) { IsBackground = true, Name = "rehearsal" }.Start();
    }

    private static void Run()
    {
#pragma warning disable CA1031 // Whatever is wrong comes again where it counts, and is told there.
        try
        {
            Draw();
            CeleryRehearsal.Run();
        }
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }

    private static void Draw()
    {
        var theme = ThemeResolver.Resolve("dark", name => ThemeShelf.Find("", name, []), () => []).Theme;
        var options = new ConsoleOptions { Cluster = "", Capabilities = new TerminalCapabilities(ColorDepth.TrueColor, true, false), Theme = theme, User = "" };
        var context = new UiContext(FleetSnapshot.Empty, default, options, new RowMemo(_ => { }, () => { }), (_, _) => new ActionPlan.Refused("", ""));
        var canvas = new Canvas(80, 24);
        AppDraw.Draw(AppState.Start(options), context, canvas);
        new FrameEncoder().Encode(canvas, ColorDepth.TrueColor);
    }
}
