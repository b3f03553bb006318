using WConsole.Cli;
using WConsole.Cli.Output;
using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Keepers.Local;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Fleet.Views;
using WConsole.Settings;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Screen;
using WConsole.Terminal.Themes;
using WConsole.Tui;

namespace WConsole;

/// <summary>
/// Goes once through what the first answer will need, on a second thread, while the first one reads the command line and the settings: most of the start is
/// the runtime loading code and types that are met for the first time. Nothing is kept, so nothing depends on it.
/// </summary>
internal static class Rehearsal
{
    // The verbs that ask workers. Found by the bare word: a wrong guess costs nothing but its time.
    private static readonly string[] Asking = ["workers", "queues", "hosts", "ping", "inspect", "describe"];
    private static readonly string[] NoScreen = ["--batch", "--help", "-h", "-?", "--version", "-o", "--output"];

    // They open the screen once they have started something, unless they are told not to.
    private static readonly string[] Starting = ["up", "demo"];
    private static readonly string[] Detached = ["-d", "--detach", "--no-ui", "--down"];

    // They speak with the launcher, and that is all; up has it started at that moment, which needs the second core more.
    private static readonly string[] OfLauncher = ["down", "status", "stop", "start", "restart", "scale"];
    private static readonly FactKind[] Asked = [FactKind.Control, FactKind.Stats, FactKind.Active, FactKind.Reserved, FactKind.Scheduled, FactKind.Queues];

    /// <summary>Whether these words open the screen, as far as can be told before they are parsed.</summary>
    public static bool IsScreen(string[] args) =>
        !Has(args, NoScreen) && (args.Length == 0 || args[0].StartsWith('-') || Has(args, Asking) || (Has([args[0]], Starting) && !Has(args, Detached))) && Streams.CanDrawHere();

    /// <param name="screen">Whether the first answer is a frame; else it is a list.</param>
    public static void Begin(string[] args, bool screen)
    {
        // On one core it would only come before what is wanted.
        if (Environment.ProcessorCount > 1 && (screen || Has(args, Asking) || IsOfLauncher(args)))
        {
            new Thread(() => Run(args, screen)) { IsBackground = true, Name = "rehearsal" }.Start();
        }
    }

    private static bool IsOfLauncher(string[] args) => args.Length > 0 && Has([args[0]], OfLauncher);

    // Loops: this comes before everything else, and a query would first be loaded.
    private static bool Has(string[] args, string[] words)
    {
        foreach (var arg in args)
        {
            foreach (var word in words)
            {
                if (arg == word)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Run(string[] args, bool screen)
    {
#pragma warning disable CA1031 // Whatever is wrong comes again where it counts, and is told there.
        try
        {
            if (IsOfLauncher(args))
            {
                LauncherRehearsal.Run();
                return;
            }

            // The pool's first thread is made by whoever is the first to need one, and is waited for.
            ThreadPool.UnsafeQueueUserWorkItem(static _ => { }, null);
            // The other thread parses meanwhile; this one goes ahead of it.
            if (screen)
            {
                Draw();
            }

            if (args.Length > 0 && Has([args[0]], Starting))
            {
                // The launcher and its programs start now, and the workers of a broker come after them.
                return;
            }

            CeleryRehearsal.Run();
            var snapshot = Folded();
            if (!screen)
            {
                Print(snapshot);
            }
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
        var (state, _) = AppUpdate.Update(AppState.Start(options), new Message.Resized(canvas.Width, canvas.Height), context);
        AppDraw.Draw(state, context, canvas);
        new FrameEncoder().Encode(canvas, ColorDepth.TrueColor);
    }

    // Decoded and folded as real answers are, but for the engine's threads, which the first thread starts meanwhile.
    private static FleetSnapshot Folded()
    {
        var (at, source) = (TimeSpan.FromSeconds(1), new SourceId("rehearsal"));
        var worker = new WorkerRef(new WorkerId(CeleryProfile.Id, "", "w"), "w", null, source);
        var store = new FleetStore();
        store.Apply(
        [
            new FleetEvent.WorkerBeat(at, worker, new Beat(1, TimeSpan.FromSeconds(2), 0, 0, "5")),
            new FleetEvent.WorkerAnswered(at, worker, TimeSpan.Zero),
            new FleetEvent.QueueSeen(at, new QueueId(source, "q"), new QueueDepth(0, [], 0, null)),
            .. Asked.Select(CeleryRehearsal.Answer).OfType<FactAnswer>().Select(a => new FleetEvent.FactAnswered(at, worker.Id, a)),
        ]);
        store.Advance(at);
        return store.Snapshot(at, DateTimeOffset.UnixEpoch, SelfState.None);
    }

    private static void Print(FleetSnapshot snapshot)
    {
        var view = new ViewContext(snapshot);
        var rows = TableRows<WorkerState>.Of(WorkersView.Spec, snapshot.Workers.Items, TableQuery.Default, view);
        new Listing<WorkerState>("", WorkersView.Spec, rows.Items, (json, w) => WorkerJson.Write(json, w, view), w => w.Worker.Name).Text(OutputFormat.Json, new ListingFrame("", view, true, []));
    }
}
