using System.Collections.Concurrent;
using System.Diagnostics;
using WConsole.Fleet.Actions;
using WConsole.Fleet.Events;
using WConsole.Fleet.Model;
using WConsole.Fleet.State;
using WConsole.Terminal.Cells;
using WConsole.Terminal.Input;
using WConsole.Terminal.Screen;
using WConsole.Terminal.Themes;
using WConsole.Tui;

namespace WConsole.Bench.Screens;

/// <summary>
/// <c>long-table [--rows 10000] [--keys 400]</c>: a table of so many workers, all of it changing before every key: how long update, picture and bytes of a key take while the
/// order is made anew elsewhere. Keys move, sort and filter.
/// </summary>
internal static class LongTableBench
{
    private static readonly string[] Keys = ["j", "j", "pgdn", "k", "shift-right", "j", "shift-right", "I", "G", "g", "/", "7", "3", "backspace", "esc", "j"];

    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken token)
    {
        var flags = new Flags(args);
        var (rows, keys) = (flags.Number("rows", 10_000), flags.Number("keys", 400));
        var source = new SourceId("redis");
        var store = new FleetStore();
        var now = TimeSpan.FromSeconds(1);
        store.Apply([new FleetEvent.SourceChanged(now, new SourceState(source, new FrameworkId("celery"), "redis://bench/0", SourcePhase.Connected, Since: now))]);
        WorkerRef[] workers = [.. Enumerable.Range(0, rows).Select(i => Ref(source, $"w{i:00000}@box{i % 100:000}"))];
        store.Apply([.. workers.Select((w, i) => (FleetEvent)new FleetEvent.WorkerOnline(now, w, Beat(i, 0)))]);

        using var queue = new BlockingCollection<Action>();
        var made = 0;
        var background = Task.Run(
            () =>
            {
                foreach (var one in queue.GetConsumingEnumerable(token))
                {
                    one();
                    made++;
                }
            },
            token);
        var memo = new RowMemo(queue.Add, () => { });
        var options = new ConsoleOptions { Cluster = "bench", Capabilities = new TerminalCapabilities(ColorDepth.Ansi256, true, false), Theme = Theme.Plain, User = "" };
        var state = AppState.Start(options);
        var canvas = new Canvas(120, 36);
        var encoder = new FrameEncoder();
        var random = new Random(1);
        var (took, work) = (new Sample(), new Sample());
        for (var i = -50; i < keys; i++)
        {
            now += TimeSpan.FromMilliseconds(50);
            store.Apply([.. Enumerable.Range(0, 500).Select(_ => random.Next(rows)).Select(n => (FleetEvent)new FleetEvent.WorkerBeat(now, workers[n], Beat(n, random.Next(100_000))))]);
            var snapshot = store.Snapshot(now, DateTimeOffset.UnixEpoch + now, SelfState.None);
            var chord = KeyChord.Parse(Keys[(i + 50) % Keys.Length]) ?? throw new InvalidOperationException(Keys[(i + 50) % Keys.Length]);
            var (begun, ran) = (Stopwatch.GetTimestamp(), Machine.ThreadTime());
            var context = new UiContext(snapshot, now, options, memo, (_, _) => new ActionPlan.Refused("a bench", ""));
            (state, _) = AppUpdate.Update(state, new Message.Typed(new InputEvent.Key(chord.Code, chord.Text, chord.Modifiers)), context);
            state = AppDraw.Draw(state, context, canvas);
            encoder.Encode(canvas, ColorDepth.Ansi256);
            if (i >= 0)
            {
                took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                work.Add((Machine.ThreadTime() - ran).TotalMilliseconds);
            }

            // As a person types: the order that a key asked for is made meanwhile.
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, token);
        }

        queue.CompleteAdding();
        await background;
        var verdict = new Verdict(output);
        await output.WriteLineAsync($"{rows} rows, 500 of them changed before each key; {Machine.Load()}\n");
        await verdict.HeadAsync();
        await verdict.RowAsync($"update, picture and bytes of a key, {took.Count} keys: p50 / p90 / most", $"{took.At(0.5):0.00} / {took.At(0.9):0.00} / {took.At(1):0.00} ms", $"–", true);
        await verdict.RowAsync($"the same: p99", $"{took.At(0.99):0.00} ms", $"–", true);
        await verdict.RowAsync($"its processor time, whatever else runs: p50 / p99 / most", $"{work.At(0.5):0.00} / {work.At(0.99):0.00} / {work.At(1):0.00} ms", $"p99 < 30 ms", work.At(0.99) < 30);
        await verdict.RowAsync($"orders made elsewhere meanwhile", $"{made}", $"> 0", made > 0);
        return verdict.IsGood ? 0 : 1;
    }

    private static WorkerRef Ref(SourceId source, string name) => new(new WorkerId(new FrameworkId("celery"), "", name), name, name.Split('@')[1], source);

    private static Beat Beat(int index, long processed) => new(1000 + index, TimeSpan.FromSeconds(2), 0, processed, "5.7.0");
}
