using System.Runtime.InteropServices;
using WConsole.Cli;
using WConsole.Drivers.Keepers.Local;
using WConsole.Sample;

namespace WConsole;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [SampleArguments.Verb, .. var words])
        {
            return await SampleAsync(words);
        }

        if (args is [LocalKeeper.Verb, "--state-dir", var folder])
        {
            return await EndedAsync(Streams.Standard(), (streams, stop) => LauncherAsync(folder, streams, stop));
        }

        var screen = Rehearsal.IsScreen(args);
        var line = screen ? StartLine.Show() : null;
        var ahead = Composition.Begin(args);
        // Not where a launcher starts or ends: that needs the second core more.
        if (ahead.Launcher is null)
        {
            Rehearsal.Begin(args, screen);
        }

        try
        {
            return await EndedAsync(Streams.Standard() with { StartLine = line }, (streams, stop) => CommandLine.RunAsync(args, Composition.Host(streams, ahead), stop));
        }
        finally
        {
            line?.Erase();
        }
    }

    // Whatever happens ends as an exit code: done, a signal, or a bug told in one line.
    private static async Task<int> EndedAsync(Streams streams, Func<Streams, CancellationToken, Task<int>> run)
    {
        using var stop = new CancellationTokenSource();
        var signalled = ExitCode.Done;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCode.Interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCode.Terminated));
#pragma warning disable CA1031 // The last edge: whatever is wrong ends as one line and a number, never as a stack trace.
        try
        {
            return await run(streams, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            streams.Say(signalled == ExitCode.Interrupted ? "wconsole: interrupted" : "wconsole: terminated");
            return (int)signalled;
        }
        catch (OutputLostException lost)
        {
            streams.Say($"wconsole: {lost.Message}; what was written is not whole: make room, or write elsewhere");
            return (int)ExitCode.Failed;
        }
        catch (Exception bug)
        {
            streams.Say($"wconsole: internal error, {bug.GetType().Name}: {bug.Message}; this is a bug, please report it with the command line (WCONSOLE_TRACE=1 shows where)");
            if (Environment.GetEnvironmentVariable("WCONSOLE_TRACE") == "1")
            {
                streams.Error.WriteLine(bug);
            }

            return (int)ExitCode.Failed;
        }
#pragma warning restore CA1031

        void Stop(PosixSignalContext context, ExitCode code)
        {
            context.Cancel = true;
            signalled = code;
            stop.Cancel();
        }
    }

    // The launcher's own process: started by up, for nobody to type. It reads no command line, and has no screen.
    private static async Task<int> LauncherAsync(string folder, Streams streams, CancellationToken stop)
    {
        if (await Composition.Launcher(folder).RunAsync(stop) is not { } why)
        {
            return (int)ExitCode.Done;
        }

        streams.Say($"wconsole: {why}");
        return (int)ExitCode.Failed;
    }

    // A worker of the demo: it has its own signals, and nothing of the console.
    private static async Task<int> SampleAsync(string[] words)
    {
        var streams = Streams.Standard();
        if (SampleArguments.Parse(words) is not { } arguments)
        {
            streams.Say($"wconsole: {SampleArguments.Verb} is started by wconsole demo");
            return (int)ExitCode.Usage;
        }

        using var worker = new SampleWorker(arguments, line => streams.Data(line + "\n"), TimeProvider.System);
        return await worker.RunAsync(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), CancellationToken.None);
    }
}
